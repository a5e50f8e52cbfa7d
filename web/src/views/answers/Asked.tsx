// What people ask, wish for, and report as broken.
import type { Answers, Requests } from '../../engine/documents';
import { count, list } from '../../i18n/format';
import { t, type Key } from '../../i18n/text';
import { AnswerTable, Behind, Example } from './AnswerTable';
import { How } from './How';
import { filterOfGroup } from './places';

/** How many of a group nobody replied to, and the way to them. */
function unanswered({ unanswered: n, places, search }: Requests['groups'][number]) {
  const all = filterOfGroup(places, search);
  return n ? <Behind filter={all && { ...all, replied: 'no' }}>{count(n)}</Behind> : n === 0 && count(0);
}

function Group({ title, of }: { title: Key; of: Requests | undefined }) {
  if (!of) return null;
  return (
    <AnswerTable
      caption={`${t(title)} (${count(of.mentions)})`}
      rows={of.groups}
      head="answers.text"
      name={({ text }) => text}
      filter={({ places, search }) => filterOfGroup(places, search)}
      columns={[
        { head: 'answers.mentions', cell: ({ mentions }) => count(mentions) },
        ...(typeof of.unanswered === 'number'
          ? [{ head: 'answers.unanswered' as Key, cell: unanswered }]
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
  /** Of a part of the mentions no number of all can be told. */
  const open = questions && questions.looked === questions.mentions ? questions.unanswered : null;
  return (
    <>
      {open ? (
        <p>
          {t('answers.unanswered')}: <Behind filter={{ intent: 'question', replied: 'no' }}>{count(open)}</Behind>
        </p>
      ) : null}
      <Group title="answers.questions" of={questions} />
      <Group title="answers.wishes" of={wishes} />
      <Group title="answers.faults" of={faults} />
      <How of="asked" />
    </>
  );
}
