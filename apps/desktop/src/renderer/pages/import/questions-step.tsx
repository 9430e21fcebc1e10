import type { ImportOptions, NameQuestion } from '@fieldgoal/domain';
import { Button, Checkbox, NumberInput, Switch } from '@mantine/core';
import { CheckIcon } from '../../components/icons.tsx';
import styles from './import.module.css';
import type { WizardEvent } from './wizard.ts';
import { questionSentence, rowsWord } from './words.ts';
import { t } from '../../lib/words.ts';

interface QuestionsStepProps {
  readonly questions: readonly NameQuestion[];
  readonly options: ImportOptions;
  readonly send: (event: WizardEvent) => void;
}

/** The answer that makes a new record instead of taking a suggestion. */
const NEW = 'new';

/** Names that match nothing exactly, and the goals to be made in the same step. */
export function QuestionsStep({ questions, options, send }: QuestionsStepProps) {
  const open = questions.filter((question) => options.answers[question.key] === undefined && question.suggestions.length > 0);
  return (
    <>
      <section aria-label={t('Names')}>
        <div className={styles.partHead}>
          <h2 className={styles.partTitle}>{t('Names')}</h2>
          {open.length > 1 ? (
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => {
                for (const question of open) send({ type: 'answered', key: question.key, answer: question.suggestions[0] ?? NEW });
              }}
            >
              {t('Take all {{open}} suggestions', { open: open.length })}
            </Button>
          ) : null}
        </div>
        {questions.length === 0 ? (
          <p className={styles.partNote}>{t('Every name in the files was found. Nothing to ask.')}</p>
        ) : (
          <ul className={styles.questions}>
            {questions.map((question) => (
              <Question
                key={question.key}
                question={question}
                answer={options.answers[question.key]}
                onAnswer={(answer) => send({ type: 'answered', key: question.key, answer })}
              />
            ))}
          </ul>
        )}
      </section>
      <GoalTemplate template={options.goalTemplate} onChange={(template) => send({ type: 'template_changed', template })} />
    </>
  );
}

interface QuestionProps {
  readonly question: NameQuestion;
  readonly answer: string | undefined;
  readonly onAnswer: (answer: string) => void;
}

function Question({ question, answer, onAnswer }: QuestionProps) {
  const choice = (value: string, words: string, hint?: string) => (
    <button
      key={value}
      type="button"
      role="radio"
      aria-checked={answer === value}
      className={styles.answer}
      onClick={() => onAnswer(value)}
      data-testid={value === NEW ? 'import-answer-new' : 'import-answer-suggestion'}
    >
      {answer === value ? <CheckIcon size={14} /> : null}
      {words}
      {hint === undefined ? null : <span className={styles.hint}>{hint}</span>}
    </button>
  );
  return (
    <li className={styles.question} data-answered={answer !== undefined || undefined} data-testid="import-question">
      <p className={styles.questionWords}>
        {questionSentence(question)} <span className={styles.hint}>{t('in {{rowsWord}}', { rowsWord: rowsWord(question.rows) })}</span>
      </p>
      <div className={styles.answers} role="radiogroup" aria-label={t('What to do with {{found}}', { found: question.found })}>
        {question.suggestions.map((name, index) => choice(name, t('Use “{{name}}”', { name }), index === 0 ? t('suggested') : undefined))}
        {choice(NEW, t('Create “{{found}}”', { found: question.found }))}
      </div>
    </li>
  );
}

type Template = NonNullable<ImportOptions['goalTemplate']>;

function GoalTemplate({
  template,
  onChange,
}: {
  readonly template: Template | null;
  readonly onChange: (template: Template | null) => void;
}) {
  const toggle = (type: Template['types'][number], isOn: boolean): void => {
    if (template === null) return;
    const types = isOn ? [...template.types, type] : template.types.filter((other) => other !== type);
    onChange(types.length === 0 ? null : { ...template, types });
  };
  return (
    <section aria-label={t('Goals')} className={styles.part}>
      <div className={styles.partHead}>
        <h2 className={styles.partTitle}>{t('Goals')}</h2>
        <Switch
          size="sm"
          label={t('Create goals with this import')}
          checked={template !== null}
          onChange={(event) => onChange(event.currentTarget.checked ? { types: ['revenue', 'deals'], growthPercent: 5 } : null)}
          data-testid="import-template"
        />
      </div>
      <p className={styles.partNote}>
        {t(
          'One goal per quarter with closed deals, for every person, team, region and the company. People’s targets come from what they sold on average; those above add up.',
        )}
      </p>
      {template === null ? null : (
        <div className={styles.template}>
          <Checkbox
            label={t('Revenue per quarter')}
            checked={template.types.includes('revenue')}
            onChange={(event) => toggle('revenue', event.currentTarget.checked)}
          />
          <Checkbox
            label={t('Won deals per quarter')}
            checked={template.types.includes('deals')}
            onChange={(event) => toggle('deals', event.currentTarget.checked)}
          />
          <NumberInput
            label={t('Growth over the average')}
            size="xs"
            w={170}
            suffix=" %"
            min={-100}
            max={1000}
            value={template.growthPercent}
            onChange={(value) => typeof value === 'number' && onChange({ ...template, growthPercent: value })}
            data-testid="import-growth"
          />
        </div>
      )}
    </section>
  );
}
