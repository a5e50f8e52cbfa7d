// Ratings, and how far they are from what shoppers trust.
import type { Answers, Filter } from '../../engine/documents';
import { count, decimal } from '../../i18n/format';
import { t } from '../../i18n/text';
import { nameOfPlatform } from '../names';
import { AnswerTable, number, plain, share } from './AnswerTable';
import { How } from './How';

export function Ratings({ ratings }: Answers) {
  if (!ratings || ratings.scales.length === 0) return <p class="empty">{t('answers.noRatings')}</p>;
  type Scale = (typeof ratings.scales)[number];
  /** Of 100, grades are tens; else what is nearest to a whole one. */
  const graded = ({ scale }: Scale, grade: number): Filter => {
    const half = scale === 100 ? 5 : 0.5;
    return { rating: { min: grade - half, max: grade + half - 0.001 } };
  };
  const rated = ({ scale }: Scale, part: Filter): Filter | null => (scale === null ? null : { ...part, rating: { min: 0, max: scale } });
  const named = (scale: Scale) => [
    { ...scale, name: t('sentiment.all'), filter: rated(scale, {}) },
    ...scale.brands.map((group) => ({ ...group, filter: rated(scale, { brand: group.name ?? '' }) })),
    ...(scale.platforms.length > 1
      ? scale.platforms.map((group) => ({ ...group, filter: rated(scale, { platform: group.name ?? '' }) }))
      : []),
  ];
  return (
    <>
      {ratings.scales.map((scale) => (
        <div key={scale.scale}>
          <AnswerTable
            caption={scale.scale === null ? t('answers.ratings') : t('answers.ofScale', { n: scale.scale })}
            rows={named(scale)}
            head="answers.name"
            name={({ name }) => nameOfPlatform(name)}
            filter={({ filter }) => filter}
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
            filter={({ grade, ratings: n }) => (n > 0 ? graded(scale, grade) : null)}
            columns={[
              { head: 'answers.ratings', cell: (row) => count(row.ratings) },
              { head: 'answers.share', cell: (row) => share(row.share) },
            ]}
          />
        </div>
      ))}
      <How of="ratings" />
    </>
  );
}
