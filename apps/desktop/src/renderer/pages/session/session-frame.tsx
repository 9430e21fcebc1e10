import type { ReactNode } from 'react';
import { Stack, Text, Title } from '@mantine/core';
import classes from './session.module.css';

/** The quiet frame of everything shown before the app itself: mark, title, one sentence, content. */
export function SessionFrame({
  title,
  lead,
  wide = false,
  children,
}: {
  title: string;
  lead: ReactNode;
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <main className={classes.frame}>
      <div className={wide ? classes.wide : classes.narrow}>
        <Mark />
        <Stack gap={4} mb={24}>
          <Title order={1} fz={28} lh={1.2} fw={600}>
            {title}
          </Title>
          <Text c="dimmed" fz={14} lh={1.5}>
            {lead}
          </Text>
        </Stack>
        {children}
      </div>
    </main>
  );
}

/** Two posts and a bar: a goal, drawn rather than loaded, so that it is there without a network. */
function Mark() {
  return (
    <svg className={classes.mark} width="32" height="32" viewBox="0 0 32 32" fill="none" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--fg-accent)" />
      <path d="M10 8v9h12V8M16 17v7" stroke="var(--fg-on-accent)" strokeWidth="2.25" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
