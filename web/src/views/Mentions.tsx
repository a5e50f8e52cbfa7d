// The mentions behind the figures: filter, chips, and the table.
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import {
  intents,
  tiers,
  urgencies,
  weekdays,
  type Filter,
  type Intent,
  type Report,
  type SentimentLabel,
  type Urgency,
} from '../engine/documents';
import { count, date, dateTime, weekday as nameOfWeekday } from '../i18n/format';
import { t, type Key } from '../i18n/text';
import { filter, filterError, following, inputs, reading, selectionSize, setFilter, setFollowing } from '../state/analysis';
import { sentimentLabels } from '../state/figures';
import { sentence } from '../state/messages';
import { dayAfter, dayBefore } from '../state/slices';
import { Icon } from './Icon';
import { CorrectAll } from './LabelEditor';
import { MadeOf } from './MadeOf';
import { MentionTable } from './MentionTable';
import { nameOfCountry, nameOfLanguage, nameOfPlatform, nameOfTeam, nameOfTier, nameOfTopic } from './names';

const searchDelay = 300;
const kinds = ['original', 'repost', 'reply', 'quote'] as const;
const yesNo = ['yes', 'no'] as const;
const absent = '\u0000';

function change(part: { [K in keyof Filter]?: Filter[K] | undefined }): void {
  setFilter({ ...filter.value, ...part } as Filter);
}

function periodText({ from, to }: Filter): string {
  if (from !== undefined && to !== undefined) {
    const hours = from.length > 10 || to.length > 10;
    if (hours) return `${dateTime(from)} – ${dateTime(to)}`;
    return dayAfter(from) === to ? date(from) : `${date(from)} – ${date(dayBefore(to))}`;
  }
  if (from !== undefined) return t('filter.since', { date: date(from) });
  return t('filter.until', { date: date(dayBefore(to ?? '')) });
}

interface Condition {
  key: string;
  text: string;
  remove: () => void;
}

function conditions(): Condition[] {
  const { brand, sentiment, platform, language, intent, topic, urgency, team, from, to, search } = filter.value;
  const { country, author, tier, kind, file, duplicates, rating, mentions, weekday, hour, answered, replied } = filter.value;
  const found: Condition[] = [];
  const add = (key: string, text: string, gone: Parameters<typeof change>[0]) =>
    found.push({ key, text, remove: () => change(gone) });
  if (brand !== undefined) add('brand', brand, { brand: undefined });
  if (sentiment !== undefined) add('sentiment', t(`sentiment.${sentiment}`), { sentiment: undefined });
  if (platform !== undefined) add('platform', nameOfPlatform(platform), { platform: undefined });
  if (language !== undefined) add('language', nameOfLanguage(language), { language: undefined });
  if (intent !== undefined) add('intent', t(`intent.${intent}`), { intent: undefined });
  if (topic !== undefined) add('topic', nameOfTopic(topic), { topic: undefined });
  if (team !== undefined) add('team', nameOfTeam(team), { team: undefined });
  if (urgency !== undefined) add('urgency', t(`urgency.${urgency}`), { urgency: undefined });
  if (country !== undefined) add('country', nameOfCountry(country), { country: undefined });
  if (author !== undefined) add('author', author, { author: undefined });
  if (tier !== undefined) add('tier', nameOfTier(tier), { tier: undefined });
  if (kind !== undefined) add('kind', t(`kind.${kind}` as Key), { kind: undefined });
  if (file !== undefined) add('file', file, { file: undefined });
  if (duplicates !== undefined) add('duplicates', t('filter.once'), { duplicates: undefined });
  if (rating !== undefined) {
    const [low, high] = [count(Math.ceil(rating.min)), count(Math.floor(rating.max))];
    add('rating', `${t('detail.rating')}: ${low === high ? low : `${low}–${high}`}`, { rating: undefined });
  }
  if (from !== undefined || to !== undefined) {
    add('period', periodText(filter.value), { from: undefined, to: undefined });
  }
  if (weekday !== undefined) add('weekday', nameOfWeekday(weekdays.indexOf(weekday)), { weekday: undefined });
  if (hour !== undefined) add('hour', `${hour}:00–${hour}:59`, { hour: undefined });
  if (answered !== undefined) add('answered', t(`filter.answered.${answered}`), { answered: undefined });
  if (replied !== undefined) add('replied', t(`filter.replied.${replied}`), { replied: undefined });
  if (mentions !== undefined) add('mentions', t('filter.chosen', { n: mentions.length }), { mentions: undefined });
  if (search !== undefined) add('search', `“${search}”`, { search: undefined });
  return found;
}

function Chips() {
  const chips = conditions();
  if (chips.length === 0) return <p class="chips-none">{t('filter.none')}</p>;
  return (
    <ul class="chips" aria-label={t('filter.active')}>
      {chips.map(({ key, text, remove }) => (
        <li key={key}>
          <button type="button" class="chip" aria-label={t('filter.remove', { text })} onClick={remove}>
            {text}
            <Icon name="close" />
          </button>
        </li>
      ))}
      <li>
        <button type="button" class="link" onClick={() => setFilter({})}>
          {t('filter.clear')}
        </button>
      </li>
    </ul>
  );
}

/** After a click on a figure: what is now in the table, and the way there, while the table is out of sight. */
function FilterBar({ section }: { section: RefObject<HTMLElement | null> }) {
  const [away, setAway] = useState(false);
  useEffect(() => {
    const element = section.current;
    if (!element) return;
    const observer = new IntersectionObserver(
      ([entry]) => setAway(entry !== undefined && !entry.isIntersecting),
      {
        rootMargin: '0px 0px -160px',
      },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const chips = conditions();
  if (!away || chips.length === 0) return null;
  return (
    <aside class="filter-bar" aria-label={t('filter.active')}>
      <p>
        <b>{t('table.count', { n: selectionSize.value })}</b> {chips.map(({ text }) => text).join(' · ')}
      </p>
      <button
        type="button"
        class="button"
        onClick={() => {
          section.current?.scrollIntoView({ block: 'start' });
          section.current?.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true });
        }}
      >
        {t('filter.show')}
      </button>
      <button
        type="button"
        class="button is-quiet is-icon"
        aria-label={t('filter.clear')}
        onClick={() => setFilter({})}
      >
        <Icon name="close" />
      </button>
    </aside>
  );
}

function Search() {
  const [typed, setTyped] = useState(filter.value.search ?? '');
  const timer = useRef(0);
  const inForce = filter.value.search ?? '';
  useEffect(() => setTyped(inForce), [inForce]);
  return (
    <label class="field is-search">
      <span>{t('filter.search')}</span>
      <input
        type="search"
        value={typed}
        placeholder={t('filter.searchExample')}
        title={t('filter.searchHow')}
        onInput={(event) => {
          const text = event.currentTarget.value;
          setTyped(text);
          clearTimeout(timer.current);
          timer.current = window.setTimeout(() => change({ search: text.trim() }), searchDelay);
        }}
      />
    </label>
  );
}

interface SelectProps {
  title: string;
  value: string | undefined;
  options: { value: string; text: string }[];
  onChange: (value: string | undefined) => void;
}

function Select({ title, value, options, onChange }: SelectProps) {
  return (
    <label class="field">
      <span>{title}</span>
      <select
        value={value ?? absent}
        onChange={(event) =>
          onChange(event.currentTarget.value === absent ? undefined : event.currentTarget.value)
        }
      >
        <option value={absent}>{t('filter.any')}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </label>
  );
}

export function Mentions({ report }: { report: Report }) {
  const section = useRef<HTMLElement>(null);
  return (
    <section class="section is-wide" id="mentions" aria-labelledby="mentions-name" ref={section}>
      <div class="mentions-head">
        <h2 id="mentions-heading">
          <span id="mentions-name">{t('table.title')}</span> <small>{t('table.count', { n: selectionSize.value })}</small>
        </h2>
        <label class="check">
          <input
            type="checkbox"
            checked={following.value}
            disabled={reading.value !== null}
            onChange={(event) => setFollowing(event.currentTarget.checked)}
          />
          <span>{t('filter.follow')}</span>
        </label>
      </div>
      <Filtered report={report} section={section} />
    </section>
  );
}

/** The conditions, and what meets them. */
function Filtered({ report, section }: { report: Report; section: RefObject<HTMLElement | null> }) {
  const now = filter.value;
  const hasDates = report.timeline.points.length > 0 || now.from !== undefined || now.to !== undefined;
  const told = new Set(inputs.value.flatMap(({ columns }) => columns.map(({ field }) => field)));
  const threads = told.has('parent') && told.has('id');
  // By columns, or by replies of the brands' own accounts.
  const answers = {
    answered:
      ['answeredAt', 'responseTime', 'replied'].some((field) => told.has(field)) ||
      (threads && report.settings.brands.some(({ handles }) => handles.length > 0)),
    replied: threads,
  };
  return (
    <>
      <div class="filters">
        <Search />
        <Select
          title={t('column.brand')}
          value={now.brand}
          options={report.settings.brands.map(({ name }) => ({ value: name, text: name }))}
          onChange={(brand) => change({ brand })}
        />
        <Select
          title={t('column.sentiment')}
          value={now.sentiment}
          options={sentimentLabels.map((label) => ({ value: label, text: t(`sentiment.${label}`) }))}
          onChange={(sentiment) => change({ sentiment: sentiment as SentimentLabel | undefined })}
        />
        {hasDates && (
          <>
            <label class="field">
              <span>{t('filter.from')}</span>
              <input
                type="date"
                value={now.from?.slice(0, 10) ?? ''}
                onChange={(event) => change({ from: event.currentTarget.value || undefined })}
              />
            </label>
            <label class="field">
              <span>{t('filter.to')}</span>
              <input
                type="date"
                value={
                  now.to === undefined ? '' : now.to.length > 10 ? now.to.slice(0, 10) : dayBefore(now.to)
                }
                onChange={(event) =>
                  change({ to: event.currentTarget.value ? dayAfter(event.currentTarget.value) : undefined })
                }
              />
            </label>
          </>
        )}
        <Select
          title={t('column.platform')}
          value={now.platform}
          options={report.platforms.map(({ name }) => ({ value: name ?? '', text: nameOfPlatform(name) }))}
          onChange={(platform) => change({ platform })}
        />
        <Select
          title={t('column.language')}
          value={now.language}
          options={report.languages.map(({ code }) => ({ value: code, text: nameOfLanguage(code) }))}
          onChange={(language) => change({ language })}
        />
        {(now.country !== undefined || report.countries.some(({ name }) => name !== null)) && (
          <Select
            title={t('detail.country')}
            value={now.country}
            options={report.countries.map(({ name }) => ({ value: name ?? '', text: nameOfCountry(name) }))}
            onChange={(country) => change({ country })}
          />
        )}
        <Select
          title={t('column.intent')}
          value={now.intent}
          options={intents.map((value) => ({ value, text: t(`intent.${value}`) }))}
          onChange={(intent) => change({ intent: intent as Intent | undefined })}
        />
        <Select
          title={t('column.topic')}
          value={now.topic}
          options={report.topics.map(({ name }) => ({ value: name, text: nameOfTopic(name) }))}
          onChange={(topic) => change({ topic })}
        />
        <Select
          title={t('column.team')}
          value={now.team}
          options={report.teams.map(({ name }) => ({ value: name, text: nameOfTeam(name) }))}
          onChange={(team) => change({ team })}
        />
        <Select
          title={t('column.urgency')}
          value={now.urgency}
          options={urgencies.map((value) => ({ value, text: t(`urgency.${value}`) }))}
          onChange={(urgency) => change({ urgency: urgency as Urgency | undefined })}
        />
        <Select
          title={t('detail.kind')}
          value={now.kind}
          options={kinds.map((value) => ({ value, text: t(`kind.${value}`) }))}
          onChange={(kind) => change({ kind })}
        />
        <Select
          title={t('answers.tier')}
          value={now.tier}
          options={[...tiers, 'unknown'].map((value) => ({ value, text: nameOfTier(value) }))}
          onChange={(tier) => change({ tier })}
        />
        {(['answered', 'replied'] as const).map(
          (of) =>
            (now[of] !== undefined || answers[of]) && (
              <Select
                key={of}
                title={t(`filter.${of}`)}
                value={now[of]}
                options={yesNo.map((value) => ({ value, text: t(`filter.${of}.${value}`) }))}
                onChange={(value) => change({ [of]: value })}
              />
            ),
        )}
        {report.inputs.length > 1 && (
          <Select
            title={t('detail.source')}
            value={now.file}
            options={report.inputs.map(({ name }) => ({ value: name, text: name }))}
            onChange={(file) => change({ file })}
          />
        )}
        <label class="check">
          <input
            type="checkbox"
            checked={now.duplicates === 'once'}
            onChange={(event) => change({ duplicates: event.currentTarget.checked ? 'once' : undefined })}
          />
          <span>{t('filter.once')}</span>
        </label>
      </div>
      <p class="filter-error" role="status">
        {filterError.value && `${sentence(filterError.value)} ${t('filter.searchHow')}`}
      </p>
      <Chips />
      <MadeOf />
      <CorrectAll />
      {selectionSize.value > 0 ? <MentionTable /> : <p class="empty">{t('table.nothing')}</p>}
      <FilterBar section={section} />
    </>
  );
}
