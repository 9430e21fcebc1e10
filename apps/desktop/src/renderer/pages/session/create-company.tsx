import { Alert, Button, PasswordInput, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { errorText } from '../../lib/error-text.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { type CompanyForm, companyFormErrors, passwordHints } from './company-form.ts';
import { PasswordHints } from './password-hints.tsx';
import classes from './session.module.css';
import { SessionFrame } from './session-frame.tsx';
import { currencies, ownTimeZone, timeZones } from './time-zones.ts';
import { t } from '../../lib/words.ts';

/** The first-run page of a server without a company: who the company is, and its first administrator. */
export function CreateCompany({ serverUrl }: { serverUrl: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const create = useMutation(trpc.session.createCompany.mutationOptions({ onSuccess: () => queries.invalidateQueries() }));
  const [form, setForm] = useState<CompanyForm>({
    companyName: '',
    timeZone: ownTimeZone(),
    currency: 'USD',
    name: '',
    email: '',
    password: '',
  });
  /** Fields the person has left once: before that, a word about them would be nagging. */
  const [visited, setVisited] = useState<ReadonlySet<string>>(new Set());
  const errors = companyFormErrors(form);

  const field = (key: keyof CompanyForm) => ({
    value: form[key],
    onBlur: () => setVisited((old) => new Set(old).add(key)),
    error: visited.has(key) ? errors[key] : undefined,
  });
  const text = (key: keyof CompanyForm) => ({
    ...field(key),
    onChange: (event: { currentTarget: { value: string } }) => setForm({ ...form, [key]: event.currentTarget.value }),
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    setVisited(new Set(Object.keys(form)));
    if (Object.keys(errors).length === 0)
      create.mutate({ ...form, companyName: form.companyName.trim(), name: form.name.trim(), email: form.email.trim() });
  }

  return (
    <SessionFrame
      wide
      title={t('Create your company')}
      lead={t('The server at {{serverUrl}} is new. The company you create here is the one everyone else will join.', { serverUrl })}
    >
      <form onSubmit={submit} noValidate aria-label={t('Create your company')}>
        <Stack gap={24}>
          <fieldset className={classes.section} aria-label={t('Company')}>
            <Stack gap={16}>
              <TextInput label={t('Company name')} autoFocus maxLength={220} data-testid="company-name" {...text('companyName')} />
              <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={16}>
                <Select
                  label={t('Time zone')}
                  description={t('A day ends at midnight here')}
                  searchable
                  data={[...timeZones(form.timeZone)]}
                  limit={200}
                  {...field('timeZone')}
                  onChange={(value) => setForm({ ...form, timeZone: value ?? '' })}
                />
                <Select
                  label={t('Currency')}
                  description={t('All amounts are in it')}
                  searchable
                  data={[...currencies()]}
                  limit={200}
                  {...field('currency')}
                  onChange={(value) => setForm({ ...form, currency: value ?? '' })}
                />
              </SimpleGrid>
            </Stack>
          </fieldset>
          <fieldset className={classes.section} aria-label={t('You')}>
            <Stack gap={16}>
              <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={16}>
                <TextInput label={t('Your name')} autoComplete="name" data-testid="company-your-name" {...text('name')} />
                <TextInput label={t('E-mail')} type="email" autoComplete="username" data-testid="company-email" {...text('email')} />
              </SimpleGrid>
              <div>
                <PasswordInput
                  label={t('Password')}
                  autoComplete="new-password"
                  aria-describedby="password-hints"
                  visibilityToggleButtonProps={{ 'aria-label': t('Show or hide the password') }}
                  data-testid="company-password"
                  {...text('password')}
                  error={visited.has('password') && errors.password !== undefined}
                />
                <PasswordHints id="password-hints" hints={passwordHints(form.password, form)} />
              </div>
            </Stack>
          </fieldset>
          {create.error !== null && (
            <Alert color="red" variant="light" role="alert" title={t('The company was not created')}>
              {errorText(create.error)}
            </Alert>
          )}
          <Button type="submit" size="md" loading={create.isPending} data-testid="company-create">
            {t('Create company')}
          </Button>
        </Stack>
      </form>
    </SessionFrame>
  );
}
