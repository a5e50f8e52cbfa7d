// Why a mention has its labels: its text with the words marked that spoke, and the same in words. What a
// mark means stands there as a sign and as a line, not as a colour alone.
import type { Explanation, Reason, Span } from '../engine/documents';
import { wholePercent } from '../i18n/format';
import { t, type Key } from '../i18n/text';
import { tone } from '../state/tones';
import { nameOfTeam, nameOfTopic } from './names';

/** Log-odds from which a word is marked, and from which it counts as strong. */
const telling = 0.4;
const strong = 1.2;
const shownWords = 8;

interface Told extends Span {
  weight: number;
}

const tellingOf = (why: Explanation): Told[] =>
  why.evidence.sentiment.filter(
    (reason): reason is Told => reason.weight !== null && Math.abs(reason.weight) >= telling,
  );

const strengthOf = (weight: number): Key =>
  weight > 0
    ? weight >= strong ? 'evidence.strongPositive' : 'evidence.positive'
    : weight <= -strong ? 'evidence.strongNegative' : 'evidence.negative';

const signOf = (weight: number): string => (weight > 0 ? '+' : '−').repeat(Math.abs(weight) >= strong ? 2 : 1);

/** The text, cut where a mark begins or ends; signs are no part of it and are not copied with it. */
export function MarkedText({ why }: { why: Explanation }) {
  const told = tellingOf(why);
  const { brands } = why.evidence;
  const cuts = new Set([0, why.text.length]);
  for (const { startUtf16, endUtf16 } of [...told, ...brands]) cuts.add(startUtf16).add(endUtf16);
  const places = [...cuts].sort((a, b) => a - b);
  return (
    <p>
      {places.slice(0, -1).map((from, at) => {
        const to = places[at + 1] ?? from;
        const holds = ({ startUtf16, endUtf16 }: Span) => startUtf16 <= from && to <= endUtf16;
        const word = told.find(holds);
        const brand = brands.find(holds);
        const text = why.text.slice(from, to);
        if (!word && !brand) return text;
        const classes = [
          word ? `is-${word.weight > 0 ? 'positive' : 'negative'}` : '',
          word && Math.abs(word.weight) >= strong ? 'is-strong' : '',
          brand ? `is-brand tone-${tone(brand.name)}` : '',
        ];
        return (
          <mark
            key={from}
            class={classes.filter(Boolean).join(' ')}
            data-sign={word && to === word.endUtf16 ? signOf(word.weight) : undefined}
            title={word && t(strengthOf(word.weight))}
          >
            {text}
          </mark>
        );
      })}
    </p>
  );
}

function Words({ text, reasons }: { text: string; reasons: readonly Span[] }) {
  const words = [...new Set(reasons.map(({ startUtf16, endUtf16 }) => text.slice(startUtf16, endUtf16)))];
  return <>{words.map((word) => `“${word}”`).join(' ')}</>;
}

function Row({ title, text, reasons }: { title: string; text: string; reasons: readonly Reason[] }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{reasons.length > 0 ? <Words text={text} reasons={reasons} /> : t('evidence.whole')}</dd>
    </div>
  );
}

/** What the marks say, and what made the other labels. */
export function Evidence({ why }: { why: Explanation }) {
  const { text, evidence } = why;
  const told = tellingOf(why)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, shownWords);
  return (
    <section class="evidence" aria-labelledby="evidence-heading">
      <h3 id="evidence-heading">{t('evidence.title')}</h3>
      <dl class="fields">
        {told.length > 0 && (
          <div>
            <dt>{t('column.sentiment')}</dt>
            <dd>
              <ul class="told">
                {told.map(({ startUtf16, endUtf16, weight }) => (
                  <li key={startUtf16}>
                    “{text.slice(startUtf16, endUtf16)}” <small>{t(strengthOf(weight))}</small>
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        )}
        {why.brands.map((name) => {
          const places = evidence.brands.filter((place) => place.name === name);
          const sentiment = why.brandSentiment[name];
          const score =
            sentiment?.scores && sentiment.label !== 'unrated' ? sentiment.scores[sentiment.label] : null;
          return (
            <div key={name}>
              <dt>
                <i class={`swatch tone-${tone(name)}`} aria-hidden="true" /> {name}
              </dt>
              <dd>
                {sentiment && t(`sentiment.${sentiment.label}`)}
                {score !== null && ` ${wholePercent(score)}`}{' '}
                <small>
                  {places.length === 0
                    ? t('evidence.byQuery')
                    : [...new Set(places.map(({ how, as }) => t(`how.${how}`, { as })))].join(' · ')}
                </small>
              </dd>
            </div>
          );
        })}
        {why.intents.map((name) => (
          <Row key={name} title={t(`intent.${name}`)} text={text} reasons={evidence.intents[name] ?? []} />
        ))}
        {why.topics.map((name) => (
          <Row key={name} title={nameOfTopic(name)} text={text} reasons={evidence.topics[name] ?? []} />
        ))}
        {why.teams.length > 0 && (
          <div>
            <dt>{t('column.team')}</dt>
            <dd>{why.teams.map(nameOfTeam).join(', ')}</dd>
          </div>
        )}
        <div>
          <dt>{t('column.urgency')}</dt>
          <dd>
            {t(`urgency.${why.urgency}`)}
            {why.urgencyBecause.length > 0 &&
              `: ${why.urgencyBecause.map((reason) => t(`because.${reason}`)).join(', ')}`}{' '}
            <small>
              <Words text={text} reasons={evidence.urgency} />
            </small>
          </dd>
        </div>
        {evidence.corrections.length > 0 && (
          <div>
            <dt>{t('corrections.title')}</dt>
            <dd>
              {evidence.corrections
                .map(({ phrase }) => (phrase === null ? t('evidence.thisText') : `“${phrase}”`))
                .join(', ')}
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}
