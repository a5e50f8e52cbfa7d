// Share of voice by more than mentions, and by platform, language and country.
import type { Answers } from '../../engine/documents';
import { count } from '../../i18n/format';
import { t, type Key } from '../../i18n/text';
import { nameOfCountry, nameOfLanguage, nameOfPlatform } from '../names';
import { AnswerTable, share } from './AnswerTable';
import { How } from './How';

export function Voice({ sov }: Answers) {
  if (!sov) return null;
  if (sov.brands.length === 0) return <p class="empty">{t('share.none')}</p>;
  const slices: [Key, 'platform' | 'language' | 'country', typeof sov.platforms][] = [
    ['where.platforms', 'platform', sov.platforms],
    ['where.languages', 'language', sov.languages],
    ['answers.countries', 'country', sov.countries],
  ];
  /** Without what no export says. */
  const told = slices.filter(([, , rows]) => rows.some(({ name }) => name !== null));
  const nameOf = {
    platform: nameOfPlatform,
    language: (code: string | null) => nameOfLanguage(code ?? 'und'),
    country: nameOfCountry,
  };
  return (
    <>
      <AnswerTable
        caption={t('answers.byBrand')}
        rows={sov.brands}
        head="column.brand"
        name={({ name }) => name}
        filter={({ name }) => ({ brand: name })}
        columns={[
          { head: 'answers.mentions', cell: (row) => count(row.mentions) },
          { head: 'answers.volume', cell: (row) => share(row.volume) },
          { head: 'detail.reach', cell: (row) => share(row.reach.share) },
          { head: 'detail.engagement', cell: (row) => share(row.engagement.share) },
          { head: 'answers.authors', cell: (row) => share(row.authors.share) },
        ]}
      />
      {told.map(([title, by, rows]) => (
        <AnswerTable
          key={by}
          caption={t(title)}
          rows={rows.slice(0, 12)}
          head="answers.name"
          name={(row) => nameOf[by](row.name)}
          filter={(row) => ({ [by]: row.name ?? '' })}
          columns={[
            { head: 'answers.mentions', cell: (row) => count(row.mentions) },
            {
              head: 'answers.volume',
              cell: (row) =>
                row.brands.length > 0 && (
                  <ul class="shares">
                    {row.brands.map((brand) => (
                      <li key={brand.name}>
                        {brand.name} {share(brand.share)}
                      </li>
                    ))}
                  </ul>
                ),
            },
          ]}
        />
      ))}
      <How of="sov" formulas={['share.formula']} />
    </>
  );
}
