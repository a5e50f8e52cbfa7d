// Who carries the talk.
import type { Answers, Person } from '../../engine/documents';
import { count, percent, tenths } from '../../i18n/format';
import { t } from '../../i18n/text';
import { nameOfTier } from '../names';
import { AnswerTable, Leads, net, plain } from './AnswerTable';
import { How } from './How';

function Authors({ caption, rows, differ }: { caption: string; rows: Person[]; differ: boolean }) {
  return (
    <AnswerTable
      caption={caption}
      rows={rows}
      head="column.author"
      name={({ name }) => name}
      filter={({ name }) => ({ author: name })}
      columns={[
        { head: 'answers.mentions', cell: ({ mentions }) => count(mentions) },
        { head: 'detail.followers', cell: ({ followers, tier }) => followers !== null && `${count(followers)}${tier && tier !== 'unknown' ? ` (${t(`tier.${tier}`)})` : ''}` },
        { head: 'detail.reach', cell: ({ reach }) => plain(reach) },
        { head: 'detail.engagement', cell: ({ engagement }) => plain(engagement) },
        { head: 'answers.netPolar', cell: (row) => net(row.netSentiment.polar) },
        { head: 'answers.influence', cell: ({ influence }) => differ && influence !== null && tenths(influence) },
      ]}
    />
  );
}

export function People({ people }: Answers) {
  if (!people || people.authors === 0) return <p class="empty">{t('answers.noAuthors')}</p>;
  const { concentration } = people;
  const names = (brand: string, sentiment: 'positive' | 'negative', of: { authors: number; shown: { name: string }[] }) =>
    of.authors > 0 && (
      <>
        {count(of.authors)}: <Leads of={of.shown} name={({ name }) => name} filter={({ name }) => ({ brand, sentiment, author: name })} />
      </>
    );
  /** Where all are alike, none stands out. */
  const differ = people.byInfluence.some(({ influence }) => influence !== people.byInfluence[0]?.influence);
  return (
    <>
      {concentration?.share != null && (
        <p>{t('answers.concentration', { n: concentration.authors, share: percent(concentration.share) })}</p>
      )}
      <Authors caption={t('answers.byInfluence')} rows={differ ? people.byInfluence : []} differ />
      <Authors caption={t('answers.byMentions')} rows={people.byMentions} differ={differ} />
      <AnswerTable
        caption={t('answers.tiers')}
        rows={people.tiers.some(({ name, authors }) => name !== 'unknown' && authors > 0) ? people.tiers.filter(({ authors }) => authors > 0) : []}
        head="answers.tier"
        name={({ name }) => nameOfTier(name)}
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
        rows={people.brands.filter(({ advocates, detractors }) => advocates.authors + detractors.authors > 0)}
        head="column.brand"
        name={({ name }) => name}
        columns={[
          { head: 'answers.advocates', cell: ({ name, advocates }) => names(name, 'positive', advocates) },
          { head: 'answers.detractors', cell: ({ name, detractors }) => names(name, 'negative', detractors) },
        ]}
      />
      <How of="people" />
    </>
  );
}
