import { Button, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Role } from '@fieldgoal/domain';
import classes from './session.module.css';
import { t } from '../../lib/words.ts';

interface FirstStep {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly to: '/import' | '/goals' | '/deals';
}

const IMPORT: FirstStep = {
  get title() {
    return t('Import your CRM export');
  },
  get text() {
    return t(
      'Drop in the CSV files as they are. Teams, people, accounts and deals come along, you see every problem before anything is written, and the whole import can be undone.',
    );
  },
  get action() {
    return t('Import files');
  },
  to: '/import',
};
const GOALS: FirstStep = {
  get title() {
    return t('Set the first goals');
  },
  get text() {
    return t('A goal belongs to the company, a team or a person, for a period of your choice. It adds up to the goal above it by itself.');
  },
  get action() {
    return t('Create a goal');
  },
  to: '/goals',
};
const DEALS: FirstStep = {
  get title() {
    return t('Or start with a deal');
  },
  get text() {
    return t('Type a name and an amount. When you mark it as won, every goal it counts for moves at once.');
  },
  get action() {
    return t('Add a deal');
  },
  to: '/deals',
};

/** What to do in a company that has nothing yet; only what this role may do. */
export function FirstSteps({ role, companyName }: { role: Role; companyName: string }) {
  const steps = role === 'admin' ? [IMPORT, GOALS, DEALS] : role === 'manager' ? [GOALS, DEALS] : [DEALS];
  return (
    <section aria-labelledby="first-steps" data-testid="first-steps">
      <Title order={2} fz={20} fw={600} mb={4} id="first-steps">
        {t('{{companyName}} is ready', { companyName })}
      </Title>
      <Text c="dimmed" fz={14} mb={24} maw={560}>
        {t('There is nothing to show yet. These are the ways to begin; the order is up to you.')}
      </Text>
      <ol className={classes.steps}>
        {steps.map((step, index) => (
          <li key={step.to} className={classes.step}>
            <span className={classes.number} aria-hidden="true">
              {index + 1}
            </span>
            <Title order={3} fz={16} fw={600}>
              {step.title}
            </Title>
            <Text fz={13} c="dimmed" lh={1.5} style={{ flexGrow: 1 }}>
              {step.text}
            </Text>
            <Button component={Link} to={step.to} mt={8} size="sm" variant={index === 0 ? 'filled' : 'default'}>
              {step.action}
            </Button>
          </li>
        ))}
      </ol>
    </section>
  );
}
