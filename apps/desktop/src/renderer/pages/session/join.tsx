import { Alert, Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { errorText } from '../../lib/error-text.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { invitationProblem, passwordHints } from './company-form.ts';
import { PasswordHints } from './password-hints.tsx';
import { SessionFrame } from './session-frame.tsx';
import { t } from '../../lib/words.ts';

const NOBODY = { companyName: '', name: '', email: '' };

/** Joining a company by the link an admin has sent: the link says which server and who, the person chooses a password. */
export function Join({ onBack }: { onBack: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const join = useMutation(trpc.session.join.mutationOptions({ onSuccess: () => queries.invalidateQueries() }));
  const [link, setLink] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const hints = passwordHints(password, NOBODY);
  const problems = { link: invitationProblem(link), password: password.length < 10 };

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (problems.link === null && !problems.password) join.mutate({ link: link.trim(), password });
  }

  return (
    <SessionFrame
      title={t('Join your company')}
      lead={t('Paste the link of your invitation and choose a password. You sign in with your e-mail address from then on.')}
    >
      <form onSubmit={submit} noValidate aria-label={t('Join your company')}>
        <Stack gap={16}>
          <TextInput
            label={t('Invitation link')}
            placeholder={t('https://goals.example.com/invitation#…')}
            inputMode="url"
            autoComplete="off"
            autoFocus
            value={link}
            onChange={(event) => setLink(event.currentTarget.value)}
            error={tried ? problems.link : undefined}
            data-testid="join-link"
          />
          <div>
            <PasswordInput
              label={t('New password')}
              autoComplete="new-password"
              aria-describedby="join-password-hints"
              visibilityToggleButtonProps={{ 'aria-label': t('Show or hide the password') }}
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              error={tried && problems.password}
              data-testid="join-password"
            />
            <PasswordHints id="join-password-hints" hints={hints.slice(0, 2)} />
          </div>
          {join.error !== null && (
            <Alert color="red" variant="light" role="alert" title={t('You have not joined')}>
              {errorText(join.error)}
            </Alert>
          )}
          <Button type="submit" size="md" loading={join.isPending} data-testid="join-submit">
            {t('Join')}
          </Button>
          <Anchor component="button" type="button" fz={13} onClick={onBack}>
            {t('I have an account already')}
          </Anchor>
        </Stack>
      </form>
    </SessionFrame>
  );
}
