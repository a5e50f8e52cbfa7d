// Competitors: strengths and weaknesses, openings and threats.
import type { Answers, Filter, Gap } from '../../engine/documents';
import { list } from '../../i18n/format';
import { t } from '../../i18n/text';
import { nameOfTopic } from '../names';
import { AnswerTable, share } from './AnswerTable';

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
  const topics = (names: string[]) => (names.length > 0 ? list(names.map(nameOfTopic)) : null);
  return (
    <>
      <p>{t('answers.own', { name: compare.own })}</p>
      <AnswerTable
        caption={t('answers.strengthsTitle')}
        rows={compare.brands}
        head="column.brand"
        name={({ name }) => name}
        filter={({ name }) => ({ brand: name })}
        columns={[
          { head: 'answers.strengths', cell: ({ strengths }) => topics(strengths) },
          { head: 'answers.weaknesses', cell: ({ weaknesses }) => topics(weaknesses) },
        ]}
      />
      <Gaps caption={t('answers.openings')} rows={compare.openings} />
      <Gaps caption={t('answers.threats')} rows={compare.threats} />
      {compare.openings.length + compare.threats.length === 0 && <p class="empty">{t('answers.noGaps')}</p>}
    </>
  );
}
