// Goals, answers to mentions, and conversion.
import type { Answers } from '../../engine/documents';
import { count, date, percent } from '../../i18n/format';
import { t } from '../../i18n/text';
import { filter, further, selectionSize, setFurther } from '../../state/analysis';
import { Icon } from '../Icon';
import { AnswerTable, Behind, number, part, Quotes, share } from './AnswerTable';
import { EntryForm } from './EntryForm';
import { How } from './How';

/** Seconds in the largest unit that they fill. */
function duration(seconds: number): string {
  const units = [['day', 86_400], ['hour', 3_600], ['minute', 60]] as const;
  const [unit, size] = units.find(([, size]) => seconds >= size) ?? (['second', 1] as const);
  return t(`duration.${unit}`, { n: Math.round(seconds / size) });
}

/** Makes the filter in force a goal. */
function SetGoal() {
  const goals = further.value.goals ?? [];
  return (
    <>
      <p>{t('answers.goalHow')}</p>
      <EntryForm
        fields={[
          { name: 'name', label: t('answers.name'), type: 'text', required: true },
          { name: 'target', label: t('answers.target'), type: 'number', required: true },
          { name: 'by', label: t('answers.by'), type: 'date' },
        ]}
        button={t('answers.setGoal', { n: selectionSize.value })}
        onEnter={({ name, target, by }) => {
          const goal = { name, filter: filter.value, target: Number(target), ...(by && { by }) };
          setFurther({ goals: [...goals.filter((other) => other.name !== name), goal] });
        }}
      />
    </>
  );
}

export function Results({ goals, conversion, response }: Answers) {
  const kept = further.value.goals ?? [];
  return (
    <>
      <SetGoal />
      {goals?.map((goal) => (
        <div key={goal.name}>
          <h4>
            <Behind filter={kept.find(({ name }) => name === goal.name)?.filter ?? null}>{goal.name}</Behind>{' '}
            <button
              type="button"
              class="button is-quiet is-icon"
              aria-label={t('filter.remove', { text: goal.name })}
              onClick={() => setFurther({ goals: kept.filter(({ name }) => name !== goal.name) })}
            >
              <Icon name="close" />
            </button>
          </h4>
          <p>
            {t('answers.goal', { n: goal.mentions, target: goal.target, share: percent(goal.ofTarget) })}{' '}
            {goal.reached ? t('answers.goalReached', { date: date(goal.reached) }) : goal.expected && t('answers.goalExpected', { date: date(goal.expected) })}{' '}
            {goal.by && t('answers.goalDue', { date: date(goal.by) })}
          </p>
          <progress max={goal.target} value={Math.min(goal.target, goal.mentions)} aria-label={goal.name} />
          <Quotes of={goal.quotes} />
        </div>
      ))}
      {response && (
        <AnswerTable
          caption={t('answers.response')}
          rows={[response]}
          head="answers.answered"
          name={({ answered, mentions }) => part(answered, mentions)}
          filter={() => ({ answered: 'yes' })}
          columns={[
            {
              head: 'answers.unanswered',
              cell: ({ answered, mentions }) =>
                mentions > answered && <Behind filter={{ answered: 'no' }}>{count(mentions - answered)}</Behind>,
            },
            { head: 'answers.rate', cell: ({ rate }) => share(rate) },
            { head: 'answers.median', cell: ({ seconds }) => seconds && duration(seconds.median) },
            { head: 'answers.mean', cell: ({ seconds }) => seconds && number(seconds.mean, duration) },
            { head: 'answers.fastest', cell: ({ seconds }) => seconds && duration(seconds.fastest) },
            { head: 'answers.slowest', cell: ({ seconds }) => seconds && duration(seconds.slowest) },
            { head: 'answers.withinDay', cell: ({ withinDay }) => share(withinDay) },
          ]}
        />
      )}
      {conversion && (
        <AnswerTable
          caption={t('answers.conversion')}
          rows={[conversion]}
          head="answers.conversions"
          name={({ conversions, people }) => part(conversions, people)}
          columns={[{ head: 'answers.rate', cell: ({ rate }) => share(rate) }]}
        />
      )}
      {response === null && conversion === null && <p class="empty">{t('answers.noResponse')}</p>}
      {(response ?? conversion) && <How of="results" />}
    </>
  );
}
