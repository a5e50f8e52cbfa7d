// Texts that repeat, and what they do to the figures.
import type { Answers } from '../../engine/documents';
import { count, date } from '../../i18n/format';
import { t } from '../../i18n/text';
import { AnswerTable, share } from './AnswerTable';
import { How } from './How';
import { filterOfGroup, firstWords } from './places';

export function Copies({ clusters }: Answers) {
  if (!clusters) return null;
  return (
    <>
      <p>{t('answers.copies', { n: clusters.mentions, once: count(clusters.once) })}</p>
      <AnswerTable
        caption={t('answers.byBrand')}
        rows={clusters.brands}
        head="column.brand"
        name={({ name }) => name}
        filter={({ name }) => ({ brand: name })}
        columns={[
          { head: 'answers.mentions', cell: (row) => count(row.mentions) },
          { head: 'answers.volume', cell: (row) => share(row.share) },
          { head: 'answers.once', cell: (row) => count(row.once) },
          { head: 'answers.shareOnce', cell: (row) => share(row.shareOnce) },
        ]}
      />
      <AnswerTable
        caption={t('answers.largest')}
        rows={clusters.largest}
        head="answers.text"
        name={({ first }) => first.text}
        filter={({ first, places }) => filterOfGroup(places, firstWords(first))}
        columns={[
          { head: 'answers.mentions', cell: (row) => count(row.mentions) },
          { head: 'answers.authors', cell: (row) => count(row.authors) },
          { head: 'answers.since', cell: ({ since }) => since && <span class="nowrap">{date(since)}</span> },
        ]}
      />
      <How of="copies" />
    </>
  );
}
