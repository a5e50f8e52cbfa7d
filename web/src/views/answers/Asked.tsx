// What people ask, wish for, and report as broken.
import type { Answers, Requests } from '../../engine/documents';
import { count, list } from '../../i18n/format';
import { t, type Key } from '../../i18n/text';
import { AnswerTable, Example, plain } from './AnswerTable';
import { How } from './How';
import { filterOfGroup } from './places';

function Group({ title, of }: { title: Key; of: Requests | undefined }) {
  if (!of) return null;
  return (
    <AnswerTable
      caption={`${t(title)} (${count(of.mentions)})`}
      rows={of.groups.slice(0, 12)}
      head="answers.text"
      name={({ text }) => text}
      filter={({ places, search }) => filterOfGroup(places, search)}
      columns={[
        { head: 'answers.mentions', cell: ({ mentions }) => count(mentions) },
        ...(typeof of.unanswered === 'number'
          ? [{ head: 'answers.unanswered' as Key, cell: ({ unanswered }: Requests['groups'][number]) => plain(unanswered) }]
          : []),
        { head: 'column.brand', cell: ({ brands }) => list(brands.map(({ name }) => name)) || null },
        { head: 'answers.example', cell: ({ text, examples }) => examples[0] && examples[0].text !== text && <Example of={examples[0]} /> },
      ]}
    />
  );
}

export function Asked({ questions, wishes, faults }: Answers) {
  const none = [questions, wishes, faults].every((of) => !of?.groups.length);
  if (none) return <p class="empty">{t('answers.noneAsked')}</p>;
  return (
    <>
      <Group title="answers.questions" of={questions} />
      <Group title="answers.wishes" of={wishes} />
      <Group title="answers.faults" of={faults} />
      <How of="asked" />
    </>
  );
}
