// Who carries the talk.
import type { Answers, Person } from '../../engine/documents';
import { count, decimal, list, percent } from '../../i18n/format';
import { t } from '../../i18n/text';
import { AnswerTable, net, plain } from './AnswerTable';

function Authors({ caption, rows }: { caption: string; rows: Person[] }) {
  return (
    <AnswerTable
      caption={caption}
      rows={rows.slice(0, 10)}
      head="column.author"
      name={({ name }) => name}
      filter={({ name }) => ({ author: name })}
      columns={[
        { head: 'answers.mentions', cell: ({ mentions }) => count(mentions) },
        { head: 'detail.followers', cell: ({ followers, tier }) => followers !== null && `${count(followers)}${tier && tier !== 'unknown' ? ` (${t(`tier.${tier}`)})` : ''}` },
        { head: 'detail.reach', cell: ({ reach }) => plain(reach) },
        { head: 'detail.engagement', cell: ({ engagement }) => plain(engagement) },
        { head: 'answers.netPolar', cell: (row) => net(row.netSentiment.polar) },
        { head: 'answers.influence', cell: ({ influence }) => influence !== null && decimal(influence) },
      ]}
    />
  );
}

export function People({ people }: Answers) {
  if (!people) return null;
  const { concentration } = people;
  const names = (of: { authors: number; shown: { name: string }[] }) =>
    of.authors > 0 ? `${count(of.authors)}: ${list(of.shown.map(({ name }) => name))}` : null;
  return (
    <>
      {concentration?.share != null && (
        <p>{t('answers.concentration', { n: concentration.authors, share: percent(concentration.share) })}</p>
      )}
      <Authors caption={t('answers.byInfluence')} rows={people.byInfluence} />
      <Authors caption={t('answers.byMentions')} rows={people.byMentions} />
      <AnswerTable
        caption={t('answers.tiers')}
        rows={people.tiers.filter(({ authors }) => authors > 0)}
        head="answers.tier"
        name={({ name }) => (name === 'unknown' ? t('where.unknownPlatform') : t(`tier.${name}`))}
        filter={({ name }) => ({ tier: name })}
        columns={[
          { head: 'answers.authors', cell: ({ authors }) => count(authors) },
          { head: 'answers.mentions', cell: ({ mentions }) => count(mentions) },
          { head: 'detail.engagement', cell: ({ engagement }) => plain(engagement) },
          { head: 'answers.netPolar', cell: (row) => net(row.netSentiment.polar) },
        ]}
      />
      <AnswerTable
        caption={t('answers.advocatesTitle')}
        rows={people.brands}
        head="column.brand"
        name={({ name }) => name}
        columns={[
          { head: 'answers.advocates', cell: ({ advocates }) => names(advocates) },
          { head: 'answers.detractors', cell: ({ detractors }) => names(detractors) },
        ]}
      />
    </>
  );
}
