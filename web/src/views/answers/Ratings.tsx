// Ratings, and how far they are from what shoppers trust.
import type { Answers } from '../../engine/documents';
import { count, decimal } from '../../i18n/format';
import { t } from '../../i18n/text';
import { AnswerTable, number, plain, share } from './AnswerTable';

export function Ratings({ ratings }: Answers) {
  if (!ratings || ratings.scales.length === 0) return <p class="empty">{t('answers.noRatings')}</p>;
  return (
    <>
      {ratings.scales.map((scale) => (
        <div key={scale.scale}>
          <AnswerTable
            caption={scale.scale === null ? t('answers.ratings') : t('answers.ofScale', { n: scale.scale })}
            rows={[{ ...scale, name: t('sentiment.all') }, ...scale.brands, ...scale.platforms]}
            head="answers.name"
            name={({ name }) => name ?? '–'}
            columns={[
              { head: 'answers.ratings', cell: (row) => count(row.ratings) },
              { head: 'answers.mean', cell: (row) => number(row.mean, decimal) },
              { head: 'answers.missing', cell: (row) => count(row.reviewsMissing) },
              { head: 'answers.bestMissing', cell: (row) => plain(row.bestRatingsMissing) },
            ]}
          />
          {scale.trustedMean !== null && <p>{t('answers.trust', { mean: decimal(scale.trustedMean) })}</p>}
          <AnswerTable
            caption={t('answers.distribution')}
            rows={scale.distribution}
            head="detail.rating"
            name={({ grade }) => count(grade)}
            columns={[
              { head: 'answers.ratings', cell: (row) => count(row.ratings) },
              { head: 'answers.share', cell: (row) => share(row.share) },
            ]}
          />
        </div>
      ))}
    </>
  );
}
