// What lies behind the figures: each question an analyst asks, unfolded on demand and answered by the core
// for the selection in force.
import type { ComponentChildren } from 'preact';
import type {
  Answers as Said,
  Change,
  Figure,
  Filter,
  FoundPhrase,
  Gap,
  NamedMood,
  Person,
  Quoted,
  Requests,
} from '../engine/documents';
import { count, date, decimal, list, percent, points, slice as sliceName } from '../i18n/format';
import { t, type Key } from '../i18n/text';
import { filter, further, report, selectionSize, setFurther } from '../state/analysis';
import { against, answering, answers, unfold, unfolded, type AnswerName } from '../state/answers';
import { isEmptyFilter, sliceFilter } from '../state/slices';
import { AnswerTable, Behind, net, number, plain, Quotes, share } from './AnswerTable';
import { HeatMap } from './HeatMap';
import { Icon } from './Icon';
import { nameOfLanguage, nameOfPlatform } from './names';
import { Section } from './Section';

const topicName = (name: string | null): string =>
  name !== null && ['product', 'price', 'shipping', 'service', 'app', 'quality', 'safety', 'ethics'].includes(name)
    ? t(`topic.${name}` as Key)
    : (name ?? '');

const part = (inside: number, outside: number) => `${count(inside)}\u00a0/\u00a0${count(outside)}`;

// ---- one view an answer ------------------------------------------------------------------------

function Summary({ summary, adequacy }: Said) {
  return (
    <>
      <ul class="sentences">
        {summary?.sentences.map(({ text, figure }) => (
          <li key={figure}>
            <a href={anchorOf(figure)} onClick={() => unfoldAt(anchorOf(figure))}>
              {text}
            </a>
          </li>
        ))}
      </ul>
      {adequacy?.warnings.map(({ code, of, measured }) => (
        <p class="caution" key={`${code} ${of ?? ''}`}>
          {t(`adequacy.${code}` as Key, {
            of: of ?? '',
            n: Math.round(measured),
            share: percent(measured),
          })}
        </p>
      ))}
    </>
  );
}

/** The place of the page that shows a figure of the report. */
function anchorOf(figure: string): string {
  const of = figure.split('/')[1] ?? '';
  const places: Record<string, string> = {
    totals: 'status-heading', brands: 'share', sov: 'answer-sov', sentiment: 'answer-sentiment', topics: 'answer-sentiment',
    compare: 'answer-compare', platforms: 'where', adequacy: 'answer-summary',
  };
  return `#${places[of] ?? 'answers'}`;
}

/** Opens the answer that a link leads to. */
function unfoldAt(anchor: string): void {
  const answer = all.find(({ id }) => anchor === `#answer-${id}`);
  if (answer) unfold(answer.of, true);
}

function Voice({ sov }: Said) {
  if (!sov) return null;
  const slices: [Key, 'platform' | 'language' | 'country', typeof sov.platforms][] = [
    ['where.platforms', 'platform', sov.platforms],
    ['where.languages', 'language', sov.languages],
    ['answers.countries', 'country', sov.countries],
  ];
  const nameOf = { platform: nameOfPlatform, language: (code: string | null) => nameOfLanguage(code ?? 'und'), country: (name: string | null) => name ?? '–' };
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
      {slices.map(([title, by, rows]) => (
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
              cell: (row) => (
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
    </>
  );
}

type MoodRow = NamedMood & { complaints?: Figure | null };

function Moods({ caption, rows, name, filterOf }: { caption: string; rows: MoodRow[]; name: (row: MoodRow) => string; filterOf: (row: MoodRow) => Filter }) {
  return (
    <AnswerTable
      caption={caption}
      rows={rows.filter(({ mentions }) => mentions > 0)}
      head="answers.name"
      name={name}
      filter={filterOf}
      columns={[
        { head: 'answers.mentions', cell: (row) => count(row.mentions) },
        { head: 'answers.netPolar', cell: (row) => net(row.netSentiment.polar) },
        { head: 'answers.netAll', cell: (row) => net(row.netSentiment.total) },
        { head: 'answers.positiveRatio', cell: (row) => share(row.positiveRatio) },
        { head: 'answers.experience', cell: (row) => number(row.experienceScore, decimal) },
        ...(rows.some((row) => row.complaints !== undefined)
          ? [{ head: 'answers.complaints' as Key, cell: (row: MoodRow) => share(row.complaints ?? null) }]
          : []),
      ]}
    />
  );
}

function Sentiments({ sentiment, topics }: Said) {
  if (!sentiment) return null;
  return (
    <>
      <Moods caption={t('answers.byBrand')} rows={sentiment.brands} name={({ name }) => name ?? ''} filterOf={({ name }) => ({ brand: name ?? '' })} />
      <Moods caption={t('labels.topics')} rows={topics ?? []} name={({ name }) => topicName(name)} filterOf={({ name }) => ({ topic: name }) as Filter} />
      <Moods caption={t('labels.intents')} rows={sentiment.intents} name={({ name }) => t(`intent.${name}` as Key)} filterOf={({ name }) => ({ intent: name }) as Filter} />
      <Moods caption={t('where.platforms')} rows={sentiment.platforms.slice(0, 12)} name={({ name }) => nameOfPlatform(name)} filterOf={({ name }) => ({ platform: name ?? '' })} />
    </>
  );
}

function Gaps({ caption, rows }: { caption: string; rows: Gap[] }) {
  return (
    <AnswerTable
      caption={caption}
      rows={rows}
      head="column.brand"
      name={({ competitor, topic }) => `${competitor}: ${topicName(topic)}`}
      filter={({ competitor, topic }) => ({ brand: competitor, topic, sentiment: 'negative' }) as Filter}
      columns={[
        { head: 'answers.theirs', cell: ({ theirs }) => share(theirs) },
        { head: 'answers.ours', cell: ({ ours }) => share(ours) },
      ]}
    />
  );
}

function Compare({ compare }: Said) {
  if (!compare) return <p class="empty">{t('answers.twoBrands')}</p>;
  const topics = (names: string[]) => (names.length > 0 ? list(names.map(topicName)) : null);
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

function Phrases({ caption, rows }: { caption: string; rows: FoundPhrase[] }) {
  return (
    <AnswerTable
      caption={caption}
      rows={rows.slice(0, 10)}
      head="answers.phrase"
      name={({ text }) => text}
      filter={({ search }) => ({ search })}
      columns={[
        { head: 'answers.insideOutside', cell: ({ inside, outside }) => part(inside, outside) },
        { head: 'answers.z', cell: ({ z, clear }) => <span class={clear ? 'figure' : 'figure is-doubtful'}>{decimal(z)}</span> },
        { head: 'answers.example', cell: ({ examples }) => examples?.[0] && <q dir="auto">{examples[0].text}</q> },
      ]}
    />
  );
}

function Why({ phrases }: Said) {
  if (!phrases) return null;
  const title = ({ of, name }: (typeof phrases.apart)[number]): string => {
    if (of === 'sentiment') return t('answers.apartSentiment', { name: t(`sentiment.${name}` as Key) });
    return of === 'brand' ? t('answers.apartBrand', { name: name ?? '' }) : t('answers.apart');
  };
  return (
    <>
      {phrases.looked < phrases.of && <p>{t('answers.sampled', { n: phrases.looked, of: phrases.of })}</p>}
      {phrases.apart.map((contrast) => (
        <Phrases key={`${contrast.of} ${contrast.name ?? ''}`} caption={title(contrast)} rows={contrast.phrases} />
      ))}
      <Phrases caption={t('answers.emerging')} rows={phrases.emerging?.phrases ?? []} />
      <Phrases caption={t('answers.fading')} rows={phrases.fading?.phrases ?? []} />
    </>
  );
}

function Asked({ title, of }: { title: Key; of: Requests | undefined }) {
  if (!of) return null;
  return (
    <AnswerTable
      caption={`${t(title)} (${count(of.mentions)})`}
      rows={of.groups.slice(0, 12)}
      head="answers.name"
      name={({ text }) => text}
      filter={({ search, examples }) => (search ? { search } : places(examples))}
      columns={[
        { head: 'answers.mentions', cell: ({ mentions }) => count(mentions) },
        ...(typeof of.unanswered === 'number'
          ? [{ head: 'answers.unanswered' as Key, cell: ({ unanswered }: Requests['groups'][number]) => plain(unanswered) }]
          : []),
        { head: 'column.brand', cell: ({ brands }) => list(brands.map(({ name }) => name)) || null },
        { head: 'answers.example', cell: ({ examples }) => examples[0] && <q dir="auto">{examples[0].text}</q> },
      ]}
    />
  );
}

/** The way to one quoted mention: by its first words. */
function places(examples: Quoted[]): Filter | null {
  const words = examples[0]?.text.match(/[\p{L}\p{N}]+/gu)?.slice(0, 6);
  return words ? { search: `"${words.join(' ')}"` } : null;
}

/** As its kind is written: a share, a net sentiment, or a number a day or a mention. */
function measured(figure: string, value: number): string {
  if (figure === 'netSentiment') return points(value);
  return figure.includes('hare') ? percent(value) : decimal(value);
}

function changed(figure: Change): ComponentChildren {
  const { ratio, difference } = figure;
  const of = ratio ?? difference;
  if (!of) return null;
  const write = (value: number | null) =>
    value === null ? '∞' : ratio ? `×${decimal(value)}` : decimal(value * 100);
  const verdict = { up: 'answers.up', down: 'answers.down', 'no clear change': 'answers.noChange' } as const;
  return (
    <span class={figure.enough ? 'figure' : 'figure is-doubtful'}>
      {t(verdict[figure.verdict])}: {write(of.value)}{' '}
      <small>
        {write(of.low)} … {write(of.high)}
      </small>
    </span>
  );
}

/** Marks a date, so that before and after are compared. */
function MarkDate() {
  const marks = further.value.annotations ?? [];
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        const entered = new FormData(form);
        const at = String(entered.get('at'));
        setFurther({ annotations: [...marks, { at, label: String(entered.get('label')).trim() || at }] });
        form.reset();
      }}
    >
      <label class="field">
        <span>{t('answers.when')}</span>
        <input type="date" name="at" required />
      </label>
      <label class="field">
        <span>{t('answers.what')}</span>
        <input type="text" name="label" maxLength={80} />
      </label>
      <button type="submit" class="button">
        {t('answers.mark')}
      </button>
    </form>
  );
}

function Trends({ trends }: Said) {
  if (!trends) return null;
  const marks = further.value.annotations ?? [];
  return (
    <>
      <MarkDate />
      {marks.length > 0 && (
        <ul class="chips">
          {marks.map((mark, at) => (
            <li key={at}>
              <button
                type="button"
                class="chip"
                aria-label={t('filter.remove', { text: mark.label })}
                onClick={() => setFurther({ annotations: marks.filter((other) => other !== mark) })}
              >
                {mark.label}, {date(mark.at)}
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {trends.annotations.map((mark) => (
        <AnswerTable
          key={`${mark.at} ${mark.label}`}
          caption={`${mark.label}, ${date(mark.at)}`}
          rows={mark.figures}
          head="answers.figure"
          name={({ brand, figure }) => `${t(`change.${figure}` as Key)}${brand === null ? '' : `: ${brand}`}`}
          columns={[
            { head: 'answers.before', cell: ({ figure, before }) => measured(figure, before.value) },
            { head: 'answers.after', cell: ({ figure, after }) => measured(figure, after.value) },
            { head: 'answers.change', cell: changed },
          ]}
        />
      ))}
      {trends.hours && <HeatMap mentions={trends.hours.mentions} negative={trends.hours.negativeShare} />}
    </>
  );
}

function Spikes({ spikes }: Said) {
  if (!spikes) return null;
  const ofSeries = ({ series: { of, name, negative } }: (typeof spikes.spikes)[number]): Filter => ({
    ...(of !== 'all' && { [of]: name ?? '' }),
    ...(negative && { sentiment: 'negative' as const }),
  });
  const voices = { 'many voices': 'answers.manyVoices', 'one text': 'answers.oneText', 'few authors': 'answers.fewAuthors' } as const;
  return (
    <>
      <p>{t('answers.falseAlarms', { n: Math.ceil(spikes.expectedFalseAlarms), figure: decimal(spikes.expectedFalseAlarms) })}</p>
      {spikes.spikes.length === 0 && <p class="empty">{t('answers.noSpikes')}</p>}
      <AnswerTable
        caption={t('answers.spikes')}
        rows={spikes.spikes.slice(0, 20)}
        head="answers.when"
        name={({ peak }) => sliceName(peak, spikes.unit)}
        filter={(spike) => ({ ...ofSeries(spike), ...sliceFilter(spike.peak, spikes.unit) })}
        columns={[
          {
            head: 'answers.series',
            cell: ({ series: { of, name, negative } }) =>
              `${of === 'all' ? t('sentiment.all') : of === 'topic' ? topicName(name) : (name ?? '–')}${negative ? ` (${t('sentiment.negative')})` : ''}`,
          },
          { head: 'answers.observed', cell: ({ observed, expected }) => `${count(observed)} / ${decimal(expected)}` },
          { head: 'answers.ratio', cell: ({ ratio }) => `×${decimal(ratio.value)}` },
          { head: 'answers.crisis', cell: ({ crisis }) => crisis && <b class="crisis">{t('answers.crisis')}</b> },
          { head: 'answers.voices', cell: ({ drivers }) => t(voices[drivers.voices]) },
          { head: 'answers.phrases', cell: ({ drivers }) => list(drivers.phrases.slice(0, 5).map(({ text }) => text)) || null },
        ]}
      />
    </>
  );
}

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

function People({ people }: Said) {
  if (!people) return null;
  const { concentration } = people;
  const names = (of: { authors: number; shown: { name: string }[] }) =>
    of.authors > 0 && `${count(of.authors)}: ${list(of.shown.map(({ name }) => name))}`;
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

function Ratings({ ratings }: Said) {
  if (!ratings || ratings.scales.length === 0) return <p class="empty">{t('answers.noRatings')}</p>;
  return (
    <>
      {ratings.scales.map((scale) => (
        <div key={scale.scale}>
          <AnswerTable
            caption={t('answers.ofScale', { n: scale.scale })}
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
          <p>{t('answers.trust', { mean: decimal(scale.trustedMean) })}</p>
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

/** Seconds in the largest unit that they fill. */
function duration(seconds: number): string {
  const units = [['day', 86_400], ['hour', 3_600], ['minute', 60]] as const;
  const [unit, size] = units.find(([, size]) => seconds >= size) ?? (['second', 1] as const);
  return t(`duration.${unit}`, { n: Math.round(seconds / size) });
}

/** Makes the filter in force a goal. */
function SetGoal() {
  const goals = further.value.goals ?? [];
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        const entered = new FormData(form);
        const by = String(entered.get('by'));
        const name = String(entered.get('name')).trim();
        const goal = { name, filter: filter.value, target: Number(entered.get('target')), ...(by && { by }) };
        setFurther({ goals: [...goals.filter((other) => other.name !== name), goal] });
        form.reset();
      }}
    >
      <label class="field">
        <span>{t('answers.name')}</span>
        <input type="text" name="name" required maxLength={80} />
      </label>
      <label class="field">
        <span>{t('answers.target')}</span>
        <input type="number" name="target" min="1" required />
      </label>
      <label class="field">
        <span>{t('filter.to')}</span>
        <input type="date" name="by" />
      </label>
      <button type="submit" class="button">
        {t('answers.setGoal', { n: selectionSize.value })}
      </button>
    </form>
  );
}

function Results({ goals, conversion, response }: Said) {
  const kept = further.value.goals ?? [];
  return (
    <>
      <SetGoal />
      {goals?.map((goal) => (
        <div key={goal.name}>
          <h4>
            {goal.name}{' '}
            <button
              type="button"
              class="button is-quiet is-icon"
              aria-label={t('filter.remove', { text: goal.name })}
              onClick={() => setFurther({ goals: kept.filter(({ name }) => name !== goal.name) })}
            >
              <Icon name="close" />
            </button>
          </h4>
          <p>
            {t('answers.goal', { n: goal.mentions, target: goal.target, share: percent(goal.ofTarget) })}{' '}
            {goal.reached ? t('answers.goalReached', { date: date(goal.reached) }) : goal.expected && t('answers.goalExpected', { date: date(goal.expected) })}
          </p>
          <progress max={goal.target} value={Math.min(goal.target, goal.mentions)} aria-label={goal.name} />
          <Quotes of={goal.quotes} />
        </div>
      ))}
      {response && (
        <AnswerTable
          caption={t('answers.response')}
          rows={[response]}
          head="answers.answered"
          name={({ answered, mentions }) => part(answered, mentions)}
          columns={[
            { head: 'answers.rate', cell: ({ rate }) => share(rate) },
            { head: 'answers.median', cell: ({ seconds }) => seconds && duration(seconds.median) },
            { head: 'answers.mean', cell: ({ seconds }) => seconds && number(seconds.mean, duration) },
            { head: 'answers.fastest', cell: ({ seconds }) => seconds && duration(seconds.fastest) },
            { head: 'answers.slowest', cell: ({ seconds }) => seconds && duration(seconds.slowest) },
            { head: 'answers.withinDay', cell: ({ withinDay }) => share(withinDay) },
          ]}
        />
      )}
      {conversion && (
        <AnswerTable
          caption={t('answers.conversion')}
          rows={[conversion]}
          head="answers.conversions"
          name={({ conversions, people }) => part(conversions, people)}
          columns={[{ head: 'answers.rate', cell: ({ rate }) => share(rate) }]}
        />
      )}
      {response === null && conversion === null && <p class="empty">{t('answers.noResponse')}</p>}
    </>
  );
}

function Copies({ clusters }: Said) {
  if (!clusters) return null;
  return (
    <>
      <p>{t('answers.copies', { n: clusters.mentions, once: count(clusters.once) })}</p>
      <AnswerTable
        caption={t('answers.byBrand')}
        rows={clusters.brands}
        head="column.brand"
        name={({ name }) => name}
        filter={({ name }) => ({ brand: name })}
        columns={[
          { head: 'answers.mentions', cell: (row) => count(row.mentions) },
          { head: 'answers.volume', cell: (row) => share(row.share) },
          { head: 'answers.once', cell: (row) => count(row.once) },
          { head: 'answers.shareOnce', cell: (row) => share(row.shareOnce) },
        ]}
      />
      <AnswerTable
        caption={t('answers.largest')}
        rows={clusters.largest.slice(0, 12)}
        head="answers.text"
        name={({ first }) => first.text}
        filter={({ first }) => places([first])}
        columns={[
          { head: 'answers.mentions', cell: (row) => count(row.mentions) },
          { head: 'answers.authors', cell: (row) => count(row.authors) },
          { head: 'answers.since', cell: ({ since }) => since && date(since) },
        ]}
      />
    </>
  );
}

function Quotations({ quotes }: Said) {
  return (
    <>
      {quotes?.groups.map((group) => (
        <div key={`${group.brand ?? ''} ${group.sentiment}`}>
          <h4>
            <Behind filter={{ ...(group.brand !== null && { brand: group.brand }), sentiment: group.sentiment }}>
              {group.brand ?? t('sentiment.all')}, {t(`sentiment.${group.sentiment}`)} ({count(group.mentions)})
            </Behind>
          </h4>
          <Quotes of={group.quotes} />
        </div>
      ))}
    </>
  );
}

function Against({ against: said }: Said) {
  return (
    <>
      <p>{t('answers.againstHow')}</p>
      <div class="row">
        <button type="button" class="button" disabled={isEmptyFilter(filter.value)} onClick={() => { against.value = filter.value; }}>
          {t('answers.keep')}
        </button>
        <button type="button" class="button is-quiet" disabled={against.value === null} onClick={() => { against.value = null; }}>
          {t('answers.forget')}
        </button>
      </div>
      {said && against.value && (
        <>
          <p>{t('answers.againstN', { n: said.mentions, other: count(said.against) })}</p>
          <AnswerTable
            caption={t('answers.against')}
            rows={said.figures}
            head="answers.figure"
            name={({ of, name, figure }) => `${t(`change.${figure}` as Key)}${name === null ? '' : `: ${of === 'topic' ? topicName(name) : of === 'intent' ? t(`intent.${name}` as Key) : of === 'language' ? nameOfLanguage(name) : name}`}`}
            columns={[
              { head: 'answers.here', cell: ({ figure, value }) => measured(figure, value.value) },
              { head: 'answers.there', cell: ({ figure, against: other }) => measured(figure, other.value) },
              { head: 'answers.change', cell: changed },
            ]}
          />
        </>
      )}
    </>
  );
}

// ---- the list ----------------------------------------------------------------------------------

interface Answer {
  id: string;
  title: Key;
  /** Keys of the report that it shows. */
  of: readonly AnswerName[];
  view: (said: Said) => ComponentChildren;
}

const all: readonly Answer[] = [
  { id: 'summary', title: 'answers.summary', of: ['summary', 'adequacy'], view: Summary },
  { id: 'sov', title: 'answers.sov', of: ['sov'], view: Voice },
  { id: 'copies', title: 'answers.copiesTitle', of: ['clusters'], view: Copies },
  { id: 'sentiment', title: 'answers.sentiment', of: ['sentiment', 'topics'], view: Sentiments },
  { id: 'compare', title: 'answers.compare', of: ['compare'], view: Compare },
  { id: 'phrases', title: 'answers.why', of: ['phrases'], view: Why },
  { id: 'questions', title: 'answers.asked', of: ['questions', 'wishes', 'faults'], view: (said) => (
    <>
      <Asked title="answers.questions" of={said.questions} />
      <Asked title="answers.wishes" of={said.wishes} />
      <Asked title="answers.faults" of={said.faults} />
    </>
  ) },
  { id: 'spikes', title: 'answers.spikesTitle', of: ['spikes'], view: Spikes },
  { id: 'trends', title: 'answers.trends', of: ['trends'], view: Trends },
  { id: 'people', title: 'answers.people', of: ['people'], view: People },
  { id: 'ratings', title: 'answers.ratingsTitle', of: ['ratings'], view: Ratings },
  { id: 'results', title: 'answers.results', of: ['goals', 'conversion', 'response'], view: Results },
  { id: 'quotes', title: 'answers.quotes', of: ['quotes'], view: Quotations },
  { id: 'against', title: 'answers.against', of: ['against'], view: Against },
];

export function Answers() {
  if (!report.value) return null;
  return (
    <Section id="answers" title={t('answers.title')} lead={<p>{t('answers.lead')}</p>}>
      {all.map(({ id, title, of, view: View }) => {
        const open = of.every((name) => unfolded.value.has(name));
        const said = of.every((name) => answers.value[name] !== undefined);
        return (
          <details
            key={id}
            id={`answer-${id}`}
            class="answer"
            open={open}
            onToggle={(event) => unfold(of, event.currentTarget.open)}
          >
            <summary>
              <h3>{t(title)}</h3>
            </summary>
            {open && (
              <div class="answer-body" aria-busy={answering.value}>
                {said ? <View {...answers.value} /> : <p class="empty">{t('answers.working')}</p>}
              </div>
            )}
          </details>
        );
      })}
    </Section>
  );
}
