// Competitors: strengths and weaknesses, openings and threats.
import type { Answers, Filter, Gap } from '../../engine/documents';
import { count } from '../../i18n/format';
import { t } from '../../i18n/text';
import { nameOfTopic } from '../names';
import { AnswerTable, Leads, net, share } from './AnswerTable';
import { How } from './How';

function Gaps({ caption, rows }: { caption: string; rows: Gap[] }) {
  return (
    <AnswerTable
      caption={caption}
      rows={rows}
      head="column.brand"
      name={({ competitor, topic }) => `${competitor}: ${nameOfTopic(topic)}`}
      filter={({ competitor, topic }) => ({ brand: competitor, topic, sentiment: 'negative' }) as Filter}
      columns={[
        { head: 'answers.theirs', cell: ({ theirs }) => share(theirs) },
        { head: 'answers.ours', cell: ({ ours }) => share(ours) },
      ]}
    />
  );
}

export function Compare({ compare }: Answers) {
  if (!compare) return <p class="empty">{t('answers.twoBrands')}</p>;
  type Brand = (typeof compare.brands)[number];
  const topics = ({ name: brand, topics: all }: Brand, names: string[]) =>
    names.length > 0 && (
      <Leads
        of={all.filter(({ name }) => names.includes(name))}
        name={({ name }) => nameOfTopic(name)}
        filter={({ name }) => ({ brand, topic: name })}
        figure={({ netSentiment }) => net(netSentiment)}
      />
    );
  return (
    <>
      <p>{t('answers.own', { name: compare.own })}</p>
      <AnswerTable
        caption={t('answers.byBrand')}
        rows={compare.brands}
        head="column.brand"
        name={({ name }) => name}
        filter={({ name }) => ({ brand: name })}
        columns={[
          { head: 'answers.mentions', cell: ({ mentions }) => count(mentions) },
          { head: 'answers.volume', cell: (brand) => share(brand.share) },
          { head: 'answers.netPolar', cell: ({ netSentiment }) => net(netSentiment.polar) },
        ]}
      />
      <AnswerTable
        caption={t('answers.strengthsTitle')}
        rows={compare.brands.filter(({ strengths, weaknesses }) => strengths.length + weaknesses.length > 0)}
        head="column.brand"
        name={({ name }) => name}
        filter={({ name }) => ({ brand: name })}
        columns={[
          { head: 'answers.strengths', cell: (brand) => topics(brand, brand.strengths) },
          { head: 'answers.weaknesses', cell: (brand) => topics(brand, brand.weaknesses) },
        ]}
      />
      <Gaps caption={t('answers.openings')} rows={compare.openings} />
      <Gaps caption={t('answers.threats')} rows={compare.threats} />
      {compare.openings.length + compare.threats.length === 0 && <p class="empty">{t('answers.noGaps')}</p>}
      <How of="compare" />
    </>
  );
}
