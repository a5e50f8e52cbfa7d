// What people ask, wish for, and report as broken.
import type { Answers, Requests } from '../../engine/documents';
import { count, list } from '../../i18n/format';
import { t, type Key } from '../../i18n/text';
import { AnswerTable, Example, plain } from './AnswerTable';
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
        { head: 'answers.example', cell: ({ examples }) => <Example of={examples[0]} /> },
      ]}
    />
  );
}

export function Asked({ questions, wishes, faults }: Answers) {
  return (
    <>
      <Group title="answers.questions" of={questions} />
      <Group title="answers.wishes" of={wishes} />
      <Group title="answers.faults" of={faults} />
    </>
  );
}
