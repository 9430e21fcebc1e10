import { Alert, Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { errorText } from '../../lib/error-text.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { emailProblem, serverUrlProblem } from './company-form.ts';
import { SessionFrame } from './session-frame.tsx';
import { t } from '../../lib/words.ts';

/** Signing in to a company's server. The address is folded away while it is reachable: most people never change it. */
export function SignIn({ serverUrl, serverReachable, onInvited }: { serverUrl: string; serverReachable: boolean; onInvited: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const signIn = useMutation(trpc.session.signIn.mutationOptions({ onSuccess: () => queries.invalidateQueries() }));
  const [address, setAddress] = useState(serverUrl);
  const [editsAddress, setEditsAddress] = useState(!serverReachable || serverUrl === '');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const problems = {
    address: serverUrlProblem(address),
    email: emailProblem(email),
    password: password === '' ? t('Enter your password.') : null,
  };

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (Object.values(problems).every((problem) => problem === null)) {
      signIn.mutate({ serverUrl: address.trim().replace(/\/+$/, ''), email: email.trim(), password });
    }
  }

  return (
    <SessionFrame
      title={t('Sign in')}
      lead={t('Your work is kept on this device and goes to your company’s server whenever it can be reached.')}
    >
      <form onSubmit={submit} noValidate aria-label={t('Sign in')}>
        <Stack gap={16}>
          {!serverReachable && (
            <Alert color="yellow" variant="light" title={t('The server doesn’t answer')}>
              {t('The first sign-in on a device needs it. Check the network and the address; this page keeps trying.')}
            </Alert>
          )}
          {editsAddress ? (
            <TextInput
              label={t('Server address')}
              placeholder={t('https://goals.example.com')}
              inputMode="url"
              value={address}
              onChange={(event) => setAddress(event.currentTarget.value)}
              error={tried ? problems.address : undefined}
              data-testid="sign-in-server"
            />
          ) : (
            <Text fz={13} c="dimmed">
              {t('Server')}{' '}
              <Text span c="bright">
                {address.replace(/^https?:\/\//, '')}
              </Text>{' '}
              <Anchor component="button" type="button" fz={13} onClick={() => setEditsAddress(true)}>
                {t('Change', { context: 'verb' })}
              </Anchor>
            </Text>
          )}
          <TextInput
            label={t('E-mail')}
            type="email"
            autoComplete="username"
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={tried ? problems.email : undefined}
            data-testid="sign-in-email"
          />
          <PasswordInput
            label={t('Password')}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': t('Show or hide the password') }}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={tried ? problems.password : undefined}
            data-testid="sign-in-password"
          />
          {signIn.error !== null && (
            <Alert color="red" variant="light" role="alert" title={t('You are not signed in')}>
              {errorText(signIn.error)}
            </Alert>
          )}
          <Button type="submit" size="md" loading={signIn.isPending} data-testid="sign-in-submit">
            {t('Sign in')}
          </Button>
          <Anchor component="button" type="button" fz={13} onClick={onInvited} data-testid="sign-in-invited">
            {t('I have an invitation')}
          </Anchor>
        </Stack>
      </form>
    </SessionFrame>
  );
}
