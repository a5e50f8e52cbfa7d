// Share of voice by more than mentions, by platform, language and country, and over time.
import { useState } from 'preact/hooks';
import { ShareTimeline } from '../../charts/ShareTimeline';
import type { Answers, Measure, VoicesIn } from '../../engine/documents';
import { count } from '../../i18n/format';
import { t, type Key } from '../../i18n/text';
import { report } from '../../state/analysis';
import { tone } from '../../state/tones';
import { nameOfCountry, nameOfLanguage, nameOfPlatform } from '../names';
import { AnswerTable, share } from './AnswerTable';
import { How } from './How';

const measureNames = {
  reach: 'detail.reach',
  engagement: 'detail.engagement',
  authors: 'answers.authors',
} as const satisfies Record<Measure, Key>;
const measures = Object.keys(measureNames) as Measure[];

type Voices = NonNullable<Answers['sov']>;

/** Lines of the brands that have a colour. */
function Course({ sov, by }: { sov: Voices; by: Measure | null }) {
  const unit = report.value?.timeline.unit;
  if (!unit || sov.points.length < 2) return null;
  const points = sov.points.map(({ start, brands }) => ({
    start,
    brands: Object.fromEntries(brands.map(({ name, mentions }) => [name, mentions])),
  }));
  const shares = by && Object.fromEntries(sov.pointShares.flatMap((brand) => {
    const its = brand[by];
    return its ? [[brand.name, its]] : [];
  }));
  const drawn = sov.brands.map(({ name }) => name).filter((name) => tone(name) > 0);
  if (drawn.length === 0) return null;
  return (
    <div>
      <h4>{t('voice.timeline')}</h4>
      <ShareTimeline
        timeline={{ unit, points }}
        brands={drawn}
        by={by && shares ? { name: t(measureNames[by]), shares } : undefined}
      />
    </div>
  );
}

export function Voice({ sov }: Answers) {
  const [chosen, setChosen] = useState<Measure | null>(null);
  if (!sov) return null;
  if (sov.brands.length === 0) return <p class="empty">{t('share.none')}</p>;
  /** Without what no export says. */
  const known = measures.filter((measure) => sov.brands.some((brand) => brand[measure].share));
  const by = chosen && known.includes(chosen) ? chosen : null;
  const slices: [Key, 'platform' | 'language' | 'country', VoicesIn[]][] = [
    ['where.platforms', 'platform', sov.platforms],
    ['where.languages', 'language', sov.languages],
    ['answers.countries', 'country', sov.countries],
  ];
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
          ...known.map((measure) => ({ head: measureNames[measure], cell: (row: Voices['brands'][number]) => share(row[measure].share) })),
        ]}
      />
      {known.length > 0 && (
        <div class="switch" role="group" aria-label={t('voice.by')}>
          {[null, ...known].map((measure) => (
            <button key={measure} type="button" aria-pressed={measure === by} onClick={() => setChosen(measure)}>
              {t(measure ? measureNames[measure] : 'answers.mentions')}
            </button>
          ))}
        </div>
      )}
      {told.map(([title, what, rows]) => (
        <AnswerTable
          key={what}
          caption={t(title)}
          rows={rows}
          head="answers.name"
          name={(row) => nameOf[what](row.name)}
          filter={(row) => ({ [what]: row.name ?? '' })}
          columns={[
            { head: 'answers.mentions', cell: (row) => count(row.mentions) },
            {
              head: by ? measureNames[by] : 'answers.volume',
              cell: (row) =>
                row.brands.length > 0 && (
                  <ul class="shares">
                    {row.brands.map((brand) => (
                      <li key={brand.name}>
                        {brand.name} {share(by ? brand[`${by}Share`] : brand.share) ?? '–'}
                      </li>
                    ))}
                  </ul>
                ),
            },
          ]}
        />
      ))}
      <Course sov={sov} by={by} />
      <How of="sov" formulas={['share.formula']} />
    </>
  );
}
