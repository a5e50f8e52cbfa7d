// The figures of a report, worked out once more from the mentions alone: from what `earshot mentions` prints,
// by the formulas of the README, with no code of the core. A difference is a bug in one of the two.

export const labels = ['positive', 'neutral', 'negative', 'unrated'];
const z = 1.959963984540054;
const day = 86_400_000;
const hour = 3_600_000;
const listed = 20;

const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
/** Of what is there; null where nothing is. */
const sumOf = (values) => {
  const given = values.filter((value) => value !== null);
  return given.length > 0 ? sum(given) : null;
};
const byBytes = (a, b) => Buffer.compare(Buffer.from(a ?? ''), Buffer.from(b ?? ''));
/** Groups by a value, in the order in which they come up. */
function groups(rows, of) {
  const found = new Map();
  for (const row of rows) {
    for (const value of [of(row)].flat()) {
      if (!found.has(value)) found.set(value, []);
      found.get(value).push(row);
    }
  }
  return found;
}
/** Names with sizes as lists have them: the largest first, then by name. */
const largest = (sizes, count = listed) =>
  sizes.filter(([, size]) => size > 0).sort((a, b) => b[1] - a[1] || byBytes(a[0], b[0])).slice(0, count).map(([name]) => name);

// Intervals and tests.

export function wilson(k, n) {
  if (n === 0) return null;
  const p = k / n;
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return { value: p, low: p === 0 ? 0 : middle - half, high: p === 1 ? 1 : middle + half };
}

const figure = (estimate, n, scale = 1) =>
  estimate && { ...estimate, n, enough: n >= 30 && (estimate.high - estimate.low) / scale <= 0.2 };
const share = (k, n) => figure(wilson(k, n), n);

export function newcombe(one, two) {
  if (!one || !two) return null;
  const value = one.value - two.value;
  return {
    value,
    low: value - Math.hypot(one.value - one.low, two.high - two.value),
    high: value + Math.hypot(one.high - one.value, two.value - two.low),
  };
}

/** The chance of a standard normal value at least as far from 0: erfc(|x| / sqrt 2). */
export function twoSided(x) {
  const t = Math.abs(x) / Math.SQRT2;
  if (t < 2) {
    let term = t;
    let series = t;
    for (let n = 1; n < 200; n += 1) {
      term *= (-t * t) / n;
      series += term / (2 * n + 1);
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * series;
  }
  let fraction = t;
  for (let n = 200; n > 0; n -= 1) fraction = t + n / 2 / fraction;
  return Math.exp(-t * t) / (Math.sqrt(Math.PI) * fraction);
}

function sharesP(k1, n1, k2, n2, unit = 1) {
  const pooled = (k1 + k2) / (n1 + n2);
  const variance = pooled * (1 - pooled) * (unit / n1 + unit / n2);
  return n1 > 0 && n2 > 0 && variance > 0 ? twoSided((k1 / n1 - k2 / n2) / Math.sqrt(variance)) : 1;
}

/** The highest p that Benjamini and Hochberg's procedure rejects; -1 if none. */
export function highestRejected(ps, q) {
  const sorted = [...ps].sort((a, b) => a - b);
  for (let at = sorted.length; at > 0; at -= 1) if (sorted[at - 1] <= (at * q) / sorted.length) return sorted[at - 1];
  return -1;
}

/** (k1 / t1) / (k2 / t2) by the score interval of k1 of k1 + k2, with n divided by the overdispersion. */
function rateRatio(k1, t1, k2, t2, dispersion) {
  const n = (k1 + k2) / dispersion;
  const of = wilson(k1 / dispersion, n);
  const ratio = (p) => (p >= 1 ? null : ((p / (1 - p)) * t2) / t1);
  const expected = t1 / (t1 + t2);
  return {
    ratio: { value: ratio(of.value), low: ratio(of.low), high: ratio(of.high) },
    p: twoSided((k1 - (k1 + k2) * expected) / Math.sqrt((k1 + k2) * expected * (1 - expected) * dispersion)),
  };
}

/** I_x(a, b) by Simpson's rule over the density of Student's t with v degrees of freedom, up to t. */
function studentCdf(t, v) {
  const steps = 2000;
  const f = (x) => (1 + (x * x) / v) ** (-(v + 1) / 2);
  const simpson = (from, to) => {
    const h = (to - from) / steps;
    let all = f(from) + f(to);
    for (let at = 1; at < steps; at += 1) all += f(from + at * h) * (at % 2 === 1 ? 4 : 2);
    return (all * h) / 3;
  };
  // The whole under x = tan u.
  const whole = (() => {
    const h = Math.PI / 2 / steps;
    const g = (u) => Math.cos(u) ** -2 * (1 + Math.tan(u) ** 2 / v) ** (-(v + 1) / 2);
    let all = g(0) + (v === 1 ? 1 : 0);
    for (let at = 1; at < steps; at += 1) all += g(at * h) * (at % 2 === 1 ? 4 : 2);
    return (all * h) / 3;
  })();
  return 0.5 + simpson(0, t) / (2 * whole);
}

function studentQuantile(v) {
  let low = 1.9;
  let high = 13;
  for (let at = 0; at < 60; at += 1) {
    const middle = (low + high) / 2;
    if (studentCdf(middle, v) < 0.975) low = middle;
    else high = middle;
  }
  return low;
}

function meanOf(values, least, most) {
  if (values.length === 0) return null;
  const mean = sum(values) / values.length;
  if (values.length === 1) return { value: mean, low: least, high: most };
  const variance = sum(values.map((one) => (one - mean) ** 2)) / (values.length - 1);
  const student = studentQuantile(values.length - 1);
  const half = student * Math.sqrt(variance / values.length);
  const found = { value: mean, low: Math.max(least, mean - half), high: Math.min(most, mean + half) };
  if (most === Infinity) return found;
  // Of a scale, no nearer than Wilson's for as many observations of a share as would tell as much.
  const share = (mean - least) / (most - least);
  const widest = share * (1 - share) * (most - least) ** 2;
  const spread = ((values.length - 1) * variance + widest) / ((values.length + 1) * widest);
  const n = values.length / (widest === 0 ? 1 : spread);
  const root = student * Math.sqrt((share * (1 - share)) / n + student ** 2 / (4 * n * n));
  const [low, high] = [-root, root].map((way) => least + ((most - least) * (share + student ** 2 / (2 * n) + way)) / (1 + student ** 2 / n));
  return { value: mean, low: Math.min(found.low, low), high: Math.max(found.high, high) };
}

// Sentiment.

const count = (given) => {
  const counts = { positive: 0, neutral: 0, negative: 0, unrated: 0 };
  for (const label of given) counts[label] += 1;
  return counts;
};
const ofTexts = (rows) => count(rows.map(({ sentiment }) => sentiment.label));
const aimedAt = (rows, brand) => count(rows.filter(({ brands }) => brands.includes(brand)).map((row) => row.brandSentiment[brand].label));
const all = ({ positive, neutral, negative, unrated }) => positive + neutral + negative + unrated;
const rated = ({ positive, neutral, negative }) => positive + neutral + negative;

function netPolar({ positive, negative }) {
  const of = wilson(positive, positive + negative);
  return of && { value: 2 * of.value - 1, low: 2 * of.low - 1, high: 2 * of.high - 1 };
}
/** The largest variance p+ + p- - d² that the likeliest shares with p+ - p- = d can have: by trying, not by formula. */
function likeliestVariance({ positive, neutral, negative }, d) {
  const log = (k, p) => (k === 0 ? 0 : k * Math.log(p));
  // By the share of the neutral ones, of which the likelihood is concave.
  const likelihood = (none) => log(positive, (1 - none + d) / 2) + log(negative, (1 - none - d) / 2) + log(neutral, none);
  let [low, high] = [0, 1 - Math.abs(d)];
  for (let at = 0; at < 100; at += 1) {
    const third = (high - low) / 3;
    if (likelihood(low + third) < likelihood(high - third)) low += third;
    else high -= third;
  }
  return 1 - (low + high) / 2 - d * d;
}
/** Where the score test of positive - negative turns, below it. */
function lowerNet(counts, deviations) {
  const n = rated(counts);
  const net = (counts.positive - counts.negative) / n;
  let [out, within] = [-1, net];
  for (let at = 0; at < 40; at += 1) {
    const d = (out + within) / 2;
    if (n * (net - d) ** 2 > deviations ** 2 * likeliestVariance(counts, d)) out = d;
    else within = d;
  }
  return within;
}
const netBounds = new Map();
/** Tango's score interval. */
function netTotal(counts, deviations = z) {
  const n = rated(counts);
  if (n === 0) return null;
  const { positive, neutral, negative } = counts;
  const key = [positive, neutral, negative, deviations].join();
  if (!netBounds.has(key)) {
    netBounds.set(key, {
      value: (positive - negative) / n,
      low: lowerNet(counts, deviations),
      high: -lowerNet({ positive: negative, neutral, negative: positive }, deviations),
    });
  }
  return netBounds.get(key);
}
/** Of two net sentiments: so many deviations wide is the widest interval of their difference that leaves out 0. */
function netP(one, two) {
  let [out, within] = [0, 38];
  for (let at = 0; at < 30; at += 1) {
    const deviations = (out + within) / 2;
    const { low, high } = newcombe(netTotal(one, deviations), netTotal(two, deviations));
    if (low > 0 || high < 0) out = deviations;
    else within = deviations;
  }
  return twoSided(out);
}
const netSentiment = (counts) => ({
  polar: figure(netPolar(counts), counts.positive + counts.negative),
  total: figure(netTotal(counts), rated(counts)),
});
function talk(counts) {
  const total = netTotal(counts);
  const score = total && { value: 50 * (total.value + 1), low: 50 * (total.low + 1), high: 50 * (total.high + 1) };
  return {
    mentions: all(counts),
    sentiment: counts,
    netSentiment: netSentiment(counts),
    positiveRatio: share(counts.positive, counts.positive + counts.negative),
    experienceScore: figure(score, rated(counts), 100),
  };
}
const labelShares = (counts) => Object.fromEntries(labels.map((label) => [label, share(counts[label], all(counts))]));

// Time.

/** Local milliseconds by the clock of a zone, as Intl knows it. */
function clockOf(zone) {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  });
  return (instant) => {
    const of = Object.fromEntries(parts.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(of.year, of.month - 1, of.day, of.hour, of.minute, of.second) + (((instant % 1000) + 1000) % 1000);
  };
}
const startOf = {
  hour: (local) => Math.floor(local / hour) * hour,
  day: (local) => Math.floor(local / day) * day,
  week: (local) => Math.floor((Math.floor(local / day) + 3) / 7) * 7 * day - 3 * day, // Mondays
  month: (local) => Date.UTC(new Date(local).getUTCFullYear(), new Date(local).getUTCMonth(), 1),
};
const nextOf = {
  hour: (start) => start + hour,
  day: (start) => start + day,
  week: (start) => start + 7 * day,
  month: (start) => Date.UTC(new Date(start).getUTCFullYear(), new Date(start).getUTCMonth() + 1, 1),
};
const startText = (unit, start) => new Date(start).toISOString().slice(0, unit === 'hour' ? 16 : 10);
function unitOf(span) {
  const days = Math.floor(span / day);
  return days < 3 ? 'hour' : days <= 366 ? 'day' : days <= 5 * 366 ? 'week' : 'month';
}
function steps(unit, first, last) {
  const starts = [];
  for (let start = startOf[unit](first); start <= last; start = nextOf[unit](start)) starts.push(start);
  return starts;
}

/** Mentions as `mentions` prints them, with what is told of each by itself. */
export function read(lines, zone) {
  const local = clockOf(zone);
  return lines.trim().split('\n').filter(Boolean).map((line) => {
    const row = JSON.parse(line);
    row.instant = row.time === null ? null : Date.parse(row.time);
    row.local = row.time === null ? null : local(row.instant);
    if (row.time !== null && new Date(row.local).toISOString().slice(0, 23) !== row.time.slice(0, 23)) {
      throw new Error(`${row.time} is ${new Date(row.local).toISOString()} in ${zone}`);
    }
    // That of a repost is its original's.
    row.own = row.kind === 'repost' ? null : row.engagement;
    return row;
  });
}

const account = (name) => name.replace(/^@/, '').normalize('NFKC').toLowerCase();

/**
 * What a report has to say.
 * @param rows the selection
 * @param table all mentions
 * @param settings as the report prints them
 * @param asked { filter, counting, annotations, goals, other: { rows, filter } }
 */
export function recount(rows, table, settings, asked = {}) {
  const names = settings.brands.map(({ name }) => name);
  const own = new Set(settings.brands.filter((brand) => brand.own).map(({ name }) => name));
  const unit = settings.counting === 'fractional' ? 2520 : 1;
  const weightOf = ({ brands }) => (unit > 1 ? Math.floor(unit / brands.length) : 1);
  const naming = new Map(names.map((name) => [name, rows.filter(({ brands }) => brands.includes(name))]));
  const weights = new Map(names.map((name) => [name, sum(naming.get(name).map(weightOf))]));
  const allWeight = sum([...weights.values()]);
  const byMentions = largest(names.map((name) => [name, naming.get(name).length]), Infinity);
  const branded = rows.filter(({ brands }) => brands.length > 0);
  const dated = rows.filter(({ local }) => local !== null);
  const first = Math.min(...dated.map(({ local }) => local));
  const last = Math.max(...dated.map(({ local }) => local));
  const accounts = new Map(settings.brands.flatMap(({ name, handles }) => handles.map((handle) => [account(handle), name])));
  const isAccount = ({ author }) => author !== null && accounts.has(account(author));
  const voice = (weight, of) => of > 0 ? { ...wilson(weight / unit, of / unit), value: weight / of } : null;
  const said = {};

  // What every overview has.
  said.totals = {
    mentions: rows.length,
    branded: branded.length,
    authors: table.some(({ author }) => author !== null) ? new Set(rows.map(({ author }) => author).filter((author) => author !== null)).size : null,
    reach: sumOf(rows.map(({ reach }) => reach)),
    engagement: sumOf(rows.map(({ own: engagement }) => engagement)),
    undated: rows.length - dated.length,
    sentiment: ofTexts(rows),
  };
  said.brands = [...byMentions, ...names.filter((name) => naming.get(name).length === 0).sort(byBytes)].map((name) => {
    const counts = aimedAt(rows, name);
    return {
      name,
      mentions: naming.get(name).length,
      share: voice(weights.get(name), allWeight),
      sentiment: counts,
      netSentiment: { polar: netPolar(counts), total: netTotal(counts) },
      reach: sumOf(naming.get(name).map(({ reach }) => reach)),
      engagement: sumOf(naming.get(name).map(({ own: engagement }) => engagement)),
    };
  });
  const platforms = groups(rows, ({ platform }) => platform);
  const languages = groups(rows, ({ language }) => language ?? 'und');
  const countries = groups(rows, ({ country }) => country);
  const sizes = (found) => [...found].map(([name, of]) => [name, of.length]);
  const brandCounts = (of) => Object.fromEntries(byMentions.map((name) => [name, of.filter(({ brands }) => brands.includes(name)).length]).filter(([, n]) => n > 0));
  said.platforms = largest(sizes(platforms), 200).map((name) => ({
    name, mentions: platforms.get(name).length, brands: brandCounts(platforms.get(name)), sentiment: ofTexts(platforms.get(name)),
  }));
  said.languages = { unordered: 'code', of: [...languages].map(([code, of]) => ({ code, mentions: of.length, sentiment: ofTexts(of) })) };
  said.countries = table.some(({ country }) => country !== null)
    ? largest(sizes(countries), 200).map((name) => ({ name, mentions: countries.get(name).length }))
    : [];
  const having = (key, name) => rows.filter((row) => [row[key]].flat().includes(name));
  for (const [key, field] of [['intents', 'intents'], ['urgency', 'urgency'], ['teams', 'teams']]) {
    said[key] = { each: 'name', of: (name) => ({ mentions: having(field, name).length, sentiment: ofTexts(having(field, name)) }) };
  }

  // Over time.
  const timeUnit = dated.length > 0 ? unitOf(last - first) : 'day';
  const starts = dated.length > 0 ? steps(timeUnit, first, last) : [];
  const at = groups(dated, ({ local }) => startOf[timeUnit](local));
  const inStep = (start) => at.get(start) ?? [];
  said.timeline = {
    unit: timeUnit,
    points: starts.map((start) => ({
      start: startText(timeUnit, start),
      mentions: inStep(start).length,
      brands: brandCounts(inStep(start)),
      sentiment: ofTexts(inStep(start)),
      brandSentiment: Object.fromEntries(Object.keys(brandCounts(inStep(start))).map((name) => [name, aimedAt(inStep(start), name)])),
    })),
  };

  // Share of voice.
  const shown = byMentions.slice(0, listed);
  const people = (of) => new Set(of.map(({ author }) => author).filter((author) => author !== null));
  const units = (values) => {
    const given = values.filter(([value]) => value !== null);
    return given.length > 0 ? sum(given.map(([value, weight]) => value * weight)) : null;
  };
  const valued = (of, value) => units(of.map((row) => [value(row), weightOf(row)]));
  const part = (value) => {
    const given = branded.some((row) => value(row) !== null);
    const whole = sum(names.map((name) => valued(naming.get(name), value) ?? 0));
    return (name) => {
      const its = valued(naming.get(name), value) ?? 0;
      return given ? { sum: Math.floor(its / unit), share: whole > 0 ? { value: its / whole, n: branded.length } : null } : { sum: null, share: null };
    };
  };
  const reachPart = part(({ reach }) => reach);
  const engagementPart = part(({ own: engagement }) => engagement);
  const voices = sum(names.map((name) => people(naming.get(name)).size));
  const knowsAuthors = table.some(({ author }) => author !== null);
  const slice = (of) => {
    const whole = sum(names.map((name) => sum(of.filter(({ brands }) => brands.includes(name)).map(weightOf))));
    return shown.filter((name) => of.some(({ brands }) => brands.includes(name))).map((name) => {
      const its = of.filter(({ brands }) => brands.includes(name));
      const value = (key) => {
        const found = valued(its, key);
        return found === null ? null : Math.floor(found / unit);
      };
      return {
        name,
        mentions: its.length,
        share: figure(voice(sum(its.map(weightOf)), whole), Math.round(whole / unit)),
        reach: value(({ reach }) => reach),
        engagement: value(({ own: engagement }) => engagement),
        authors: of.some(({ author, brands }) => author !== null && brands.length > 0) ? people(its).size : null,
      };
    });
  };
  const pointShares = () => shown.map((name) => ({ name, ...overTime(starts.map(inStep), name, weightOf, unit, {
    reach: reachPart(name).sum !== null, engagement: engagementPart(name).sum !== null, authors: knowsAuthors,
  }) }));
  const sliced = (found) => largest(sizes(found)).map((name) => ({ name, mentions: found.get(name).length, brands: slice(found.get(name)).map((brand) => ({ ...brand, ...sharesIn(found.get(name), brand.name, weightOf, unit) })) }));
  said.sov = {
    counting: settings.counting,
    mentions: branded.length,
    authors: people(branded).size,
    brands: shown.map((name) => ({
      name,
      own: own.has(name),
      mentions: naming.get(name).length,
      volume: figure(voice(weights.get(name), allWeight), Math.round(allWeight / unit)),
      reach: reachPart(name),
      engagement: engagementPart(name),
      authors: knowsAuthors
        ? { sum: people(naming.get(name)).size, share: voices > 0 ? { value: people(naming.get(name)).size / voices, n: people(branded).size } : null }
        : { sum: null, share: null },
    })),
    platforms: sliced(platforms),
    languages: { unordered: 'name', of: sliced(languages) },
    countries: sliced(countries),
    points: starts.map((start) => ({ start: startText(timeUnit, start), mentions: inStep(start).length, brands: slice(inStep(start)) })),
    pointShares: pointShares(),
  };
  if (said.sov.brands.length === 0) said.sov = { mentions: 0, brands: [] };

  // Sentiment, topics and intents.
  const moods = (of) => ({
    ...talk(ofTexts(of)),
    shares: labelShares(ofTexts(of)),
    brands: shown.map((name) => ({ name, ...talk(aimedAt(of, name)) })).filter(({ mentions }) => mentions > 0),
  });
  said.sentiment = {
    ...talk(ofTexts(rows)),
    shares: labelShares(ofTexts(rows)),
    brands: shown.map((name) => ({ name, ...talk(aimedAt(rows, name)), shares: labelShares(aimedAt(rows, name)) })),
    platforms: largest(sizes(platforms)).map((name) => ({ name, ...moods(platforms.get(name)) })),
    languages: { unordered: 'name', of: largest(sizes(languages)).map((name) => ({ name, ...moods(languages.get(name)) })) },
    topics: { each: 'name', of: (name) => moods(having('topics', name)) },
    intents: { each: 'name', of: (name) => moods(having('intents', name)) },
    points: starts.map((start) => ({ start: startText(timeUnit, start), mentions: inStep(start).length, netSentiment: netSentiment(ofTexts(inStep(start))) })),
  };
  const complaints = (of) => share(of.filter(({ intents }) => intents.includes('complaint') || intents.includes('fault')).length, of.length);
  said.topics = {
    each: 'name',
    of: (name) => {
      const of = having('topics', name);
      return {
        ...talk(ofTexts(of)),
        complaints: complaints(of),
        brands: shown.filter((brand) => of.some(({ brands }) => brands.includes(brand))).map((brand) => ({
          name: brand, ...talk(aimedAt(of, brand)), complaints: complaints(of.filter(({ brands }) => brands.includes(brand))),
        })),
      };
    },
  };

  // Competitors.
  said.compare = null;
  const ours = shown.find((name) => own.has(name)) ?? (own.size === 0 ? shown[0] : undefined);
  if (shown.length > 1 && ours !== undefined) {
    const topics = [...new Set([...settings.topicNames])];
    const about = (name, topic) => aimedAt(having('topics', topic), name);
    const plus = (list) => list.reduce((one, two) => Object.fromEntries(labels.map((label) => [label, one[label] + two[label]])), count([]));
    const difference = (k1, n1, k2, n2) => ({
      value: newcombe(wilson(k1, n1), wilson(k2, n2)), p: sharesP(k1, n1, k2, n2), tested: n1 >= 30 && n2 >= 30,
    });
    const decide = (differences) => {
      const highest = highestRejected(differences.filter(({ tested }) => tested).map(({ p }) => p), 0.05);
      for (const one of differences) {
        one.clear = one.tested && one.p <= highest && (one.value.low > 0 || one.value.high < 0);
        one.above = one.clear && one.value.value > 0;
        one.below = one.clear && one.value.value < 0;
      }
    };
    const told = ({ value, tested, above, below }) =>
      value && { ...value, verdict: above ? 'higher' : below ? 'lower' : tested ? 'no clear change' : 'too few mentions to tell' };
    const standings = shown.map((name) => {
      const others = names.filter((other) => other !== name);
      const mentions = naming.get(name).length;
      const othersMentions = sum(others.map((other) => naming.get(other).length));
      return topics.map((topic) => {
        const its = about(name, topic);
        const theirs = plus(others.map((other) => about(other, topic)));
        return {
          topic, its, mentions,
          volume: difference(all(its), mentions, all(theirs), othersMentions),
          positive: difference(its.positive, rated(its), theirs.positive, rated(theirs)),
          negative: difference(its.negative, rated(its), theirs.negative, rated(theirs)),
        };
      });
    });
    decide(standings.flat().flatMap(({ volume, positive, negative }) => [positive, negative, volume]));
    const gaps = shown.filter((name) => name !== ours && !own.has(name)).flatMap((competitor) => topics.map((topic) => {
      const theirs = about(competitor, topic);
      const ourCounts = about(ours, topic);
      return { competitor, topic, theirs, ourCounts, difference: difference(theirs.negative, rated(theirs), ourCounts.negative, rated(ourCounts)) };
    }));
    decide(gaps.map((gap) => gap.difference));
    const gap = ({ competitor, topic, theirs, ourCounts, difference: of }) => ({
      competitor, topic, theirs: share(theirs.negative, rated(theirs)), ours: share(ourCounts.negative, rated(ourCounts)), difference: told(of),
    });
    said.compare = {
      own: ours,
      ownBy: own.has(ours) ? 'settings' : 'largest',
      brands: shown.map((name, place) => ({
        name,
        share: figure(voice(weights.get(name), allWeight), Math.round(allWeight / unit)),
        ...talk(aimedAt(rows, name)),
        topics: standings[place].filter(({ its }) => all(its) > 0).map(({ topic, its, mentions, volume, positive, negative }) => ({
          name: topic,
          mentions: all(its),
          volume: share(all(its), mentions),
          volumeAgainstOthers: told(volume),
          positive: share(its.positive, rated(its)),
          positiveAgainstOthers: told(positive),
          negative: share(its.negative, rated(its)),
          negativeAgainstOthers: told(negative),
          netSentiment: netSentiment(its).polar,
        })),
        strengths: standings[place].filter(({ positive, negative }) => (positive.above || negative.below) && !(positive.below || negative.above)).map(({ topic }) => topic),
        weaknesses: standings[place].filter(({ positive, negative }) => (positive.below || negative.above) && !(positive.above || negative.below)).map(({ topic }) => topic),
      })),
      openings: gaps.filter(({ difference: of }) => of.above).sort((a, b) => b.difference.value.value - a.difference.value.value).map(gap),
      threats: gaps.filter(({ difference: of }) => of.below).sort((a, b) => a.difference.value.value - b.difference.value.value).map(gap),
    };
  }

  // People.
  said.people = null;
  const named = groups(rows.filter(({ author }) => author !== null), ({ author }) => author);
  if (named.size > 0) {
    const tierOf = (followers) => followers === null ? 'unknown' : followers < 1e4 ? 'nano' : followers < 1e5 ? 'micro' : followers < 5e5 ? 'mid' : followers < 1e6 ? 'macro' : 'mega';
    const most = (values) => values.reduce((high, value) => (value === null ? high : Math.max(high ?? 0, value)), null);
    const authors = [...named].map(([name, of]) => ({
      name, of,
      reach: sumOf(of.map(({ reach }) => reach)),
      engagement: sumOf(of.map(({ own: engagement }) => engagement)),
      followers: most(of.map(({ followers }) => followers)),
      days: new Set(of.filter(({ local }) => local !== null).map(({ local }) => Math.floor(local / day))).size,
    }));
    const parts = { reach: ({ reach }) => reach ?? -1, engagement: ({ engagement }) => engagement ?? -1, activeDays: ({ days }) => days };
    const given = Object.keys(parts).filter((of) => authors.some((one) => (of === 'activeDays' ? one.days > 0 : one[of] !== null)));
    for (const one of authors) one.influence = 0;
    for (const of of given) {
      const values = authors.map(parts[of]).sort((a, b) => a - b);
      const from = new Map();
      const to = new Map();
      values.forEach((value, place) => {
        if (!from.has(value)) from.set(value, place);
        to.set(value, place + 1);
      });
      for (const one of authors) one.influence += (from.get(parts[of](one)) + to.get(parts[of](one))) / 2 / authors.length;
    }
    const author = (one) => ({
      name: one.name,
      platform: one.of[0].platform,
      ...talk(ofTexts(one.of)),
      reach: one.reach, engagement: one.engagement, followers: one.followers, tier: tierOf(one.followers),
      activeDays: one.days,
      influence: given.length > 0 ? (100 * one.influence) / given.length : 0,
    });
    const top = (size) => {
      const by = new Map(authors.map((one) => [one.name, one]));
      // Sums of ranks are whole or half numbers over a common denominator.
      return largest(authors.map((one) => [one.name, size(one)]), 10).map((name) => author(by.get(name)));
    };
    const votes = (name) => authors.filter(({ of }) => !isAccount(of[0])).map((one) => {
      const counts = aimedAt(one.of, name);
      return { name: one.name, positive: counts.positive, negative: counts.negative };
    });
    const camp = (name, sign, other) => {
      const found = votes(name).filter((one) => one[sign] >= 3 && one[sign] * 5 >= (one.positive + one.negative) * 4 && one[sign] >= one[other]);
      return { authors: found.length, shown: found.sort((a, b) => b[sign] - a[sign] || byBytes(a.name, b.name)).slice(0, 10) };
    };
    const counts = authors.map(({ of }) => of.length).sort((a, b) => a - b);
    const loud = Math.ceil(authors.length / 100);
    const tiers = groups(rows, (row) => tierOf(row.author === null ? row.followers : authorOf(row).followers));
    function authorOf(row) {
      authorOf.by ??= new Map(authors.map((one) => [one.name, one]));
      return authorOf.by.get(row.author);
    }
    said.people = {
      authors: authors.length,
      unnamed: rows.length - sum(counts),
      concentration: {
        authors: loud,
        mentions: sum(counts.slice(-loud)),
        of: sum(counts),
        share: sum(counts.slice(-loud)) / sum(counts),
        gini: sum(counts.map((n, place) => (2 * (place + 1) - counts.length - 1) * n)) / (counts.length * sum(counts)),
      },
      tiers: {
        each: 'name',
        of: (name) => ({
          authors: authors.filter(({ followers }) => tierOf(followers) === name).length,
          ...talk(ofTexts(tiers.get(name) ?? [])),
          engagement: sumOf((tiers.get(name) ?? []).map(({ own: engagement }) => engagement)),
        }),
      },
      influenceOf: given,
      byMentions: top(({ of }) => of.length),
      byReach: top(({ reach }) => (reach === null ? 0 : reach + 1)),
      byEngagement: top(({ engagement }) => (engagement === null ? 0 : engagement + 1)),
      byInfluence: top(({ influence }) => Math.round(influence * 2 * authors.length)),
      brands: shown.map((name) => ({ name, advocates: camp(name, 'positive', 'negative'), detractors: camp(name, 'negative', 'positive') })),
    };
  }

  // Ratings, on a scale that the test knows.
  if (asked.scale !== undefined) {
    const rates = (of) => of.filter(({ rating }) => rating !== null && rating >= 0 && rating <= asked.scale);
    // Several answers of one review have one rating together.
    const once = (of) => [...new Map([...of].reverse().map((row) => [JSON.stringify([row.source.file, row.source.row]), row])).values()];
    const mean = (of) => {
      const given = rates(of).map(({ rating }) => rating);
      return figure(meanOf(given, 0, asked.scale), given.length, asked.scale);
    };
    const group = (of) => {
      const given = rates(once(of)).map(({ rating }) => rating);
      const missing = Math.max(0, Math.ceil((0.66 * asked.scale * given.length - sum(given)) / (0.34 * asked.scale) - 1e-9));
      return {
        ratings: given.length,
        mean: mean(once(of)),
        reviewsMissing: Math.max(0, 40 - given.length),
        bestRatingsMissing: missing,
      };
    };
    const reviews = rates(rows);
    const height = (rating) => (rating <= 0.4 * asked.scale ? 'low' : rating < 0.8 * asked.scale ? 'middle' : 'high');
    const heights = Object.fromEntries(['low', 'middle', 'high'].map((of) => [of, ofTexts(reviews.filter(({ rating }) => height(rating) === of))]));
    const same = heights.low.negative + heights.middle.neutral + heights.high.positive;
    const nearest = (grade) => once(reviews).filter(({ rating }) => Math.floor(rating + 0.5) === grade).length;
    said.ratings = {
      trustedReviews: 40,
      trustedStars: 3.3,
      scales: reviews.length === 0 ? [] : [{
        scale: asked.scale,
        ...group(rows),
        distribution: { each: 'grade', of: (grade) => ({ ratings: nearest(grade), share: share(nearest(grade), once(reviews).length) }) },
        brands: largest(names.map((name) => [name, rates(once(naming.get(name))).length])).map((name) => ({ name, ...group(naming.get(name)) })),
        platforms: largest([...platforms].map(([name, of]) => [name, rates(once(of)).length])).map((name) => ({ name, ...group(platforms.get(name)) })),
        againstSentiment: {
          meanBySentiment: Object.fromEntries(labels.map((label) => [label, mean(reviews.filter(({ sentiment }) => sentiment.label === label))])),
          ...heights,
          agreement: share(same, rated(heights.low) + rated(heights.middle) + rated(heights.high)),
        },
      }],
    };
  }

  // Answers of the brands' own accounts, where no column tells of any.
  if (asked.replies) {
    const post = (id, platform) => JSON.stringify([id, platform]);
    const answers = groups(table.filter((row) => isAccount(row) && row.parent !== null), ({ parent, platform }) => post(parent, platform));
    const replying = new Set([...answers.values()].flat().map(({ author }) => accounts.get(account(author))));
    const asking = rows.filter((row) => !isAccount(row)).map((row) => ({ row, found: row.id === null ? undefined : answers.get(post(row.id, row.platform)) }))
      .filter(({ row, found }) => found || row.brands.some((brand) => replying.has(brand)));
    const soon = asking.filter(({ found }) => found).map(({ row, found }) =>
      Math.floor((Math.min(...found.map(({ instant }) => instant)) - row.instant) / 1000)).sort((a, b) => a - b);
    const middle = Math.floor(soon.length / 2);
    said.response = answers.size === 0 ? null : {
      byColumns: false,
      byReplies: true,
      mentions: asking.length,
      answered: soon.length,
      rate: share(soon.length, asking.length),
      seconds: soon.length === 0 ? null : {
        n: soon.length,
        median: (soon[middle] + soon[Math.floor((soon.length - 1) / 2)]) / 2,
        mean: soon[0] === soon.at(-1) ? null : { ...meanOf(soon, 0, Infinity), n: soon.length },
        fastest: soon[0],
        slowest: soon.at(-1),
      },
      withinDay: share(soon.filter((seconds) => seconds <= 86_400).length, soon.length),
    };
  }

  // What people want, as far as it can be counted.
  const parents = new Set(table.filter(({ parent }) => parent !== null).map(({ parent, platform }) => JSON.stringify([parent, platform])));
  const asking = rows.filter(({ intents }) => intents.includes('question') || intents.includes('recommendation'));
  const wanted = (of) => ({ share: share(of.length, rows.length), mentions: of.length, looked: of.length });
  said.questions = {
    ...wanted(asking),
    unanswered: parents.size > 0 ? asking.filter(({ id, platform }) => id !== null && !parents.has(JSON.stringify([id, platform]))).length : null,
  };
  said.wishes = wanted(having('intents', 'suggestion'));
  said.faults = wanted(having('intents', 'fault'));

  // The export's sentiment against ours.
  const both = rows.filter(({ givenSentiment, sentiment }) => givenSentiment !== null && sentiment.label !== 'unrated');
  const withGiven = rows.filter(({ givenSentiment }) => givenSentiment !== null).length;
  const cell = (given, ours) => both.filter((row) => row.givenSentiment === given && row.sentiment.label === ours).length;
  const judged = labels.slice(0, 3);
  const same = sum(judged.map((label) => cell(label, label)));
  said.agreement = withGiven === 0 ? null : {
    n: both.length,
    unrated: withGiven - both.length,
    table: Object.fromEntries(judged.map((given) => [given, Object.fromEntries(judged.map((ours) => [ours, cell(given, ours)]))])),
    observed: wilson(same, both.length),
  };
  if (both.length > 0) {
    const n = both.length;
    const chance = sum(judged.map((label) => (sum(judged.map((other) => cell(label, other))) * sum(judged.map((other) => cell(other, label)))) / n / n));
    if (chance < 1) said.agreement.kappa = { value: (same / n - chance) / (1 - chance) };
  }

  // Enough data?
  const warnings = [];
  if (rows.length < 30) warnings.push({ code: 'fewMentions', measured: rows.length, of: null });
  for (const name of names) {
    const of = wilson(naming.get(name).length, sum(names.map((other) => naming.get(other).length)));
    if (naming.get(name).length > 0 && of.high - of.low > 0.2) warnings.push({ code: 'wideShares', measured: of.high - of.low, of: name });
  }
  const period = dated.length > 0 ? (startOf.day(last) - startOf.day(first)) / day + 1 : 0;
  if (rows.length > 0 && dated.length * 2 < rows.length) warnings.push({ code: 'undated', measured: 1 - dated.length / rows.length, of: null });
  else if (rows.length > 0 && period < 14) warnings.push({ code: 'shortPeriod', measured: period, of: null });
  const most = (found, least, code) => {
    const [name, of] = [...found].filter(([value]) => value !== null).sort((a, b) => b[1].length - a[1].length)[0] ?? [null, []];
    if (of.length / rows.length > least) warnings.push({ code, measured: of.length / rows.length, of: name });
  };
  most(platforms, 0.8, 'oneSource');
  if (rows.length >= 30) most(groups(rows, ({ author }) => author), 0.2, 'oneAuthor');
  said.adequacy = { enough: warnings.length === 0, mentions: rows.length, days: period, warnings };

  said.trends = trends(rows, table, shown, naming, weights, names, asked);
  if (asked.other) said.against = against(rows, table, settings, names, weights, asked);
  if (asked.goals) said.goals = asked.goals.map((goal) => reached(rows, goal));
  return said;
}

/** The days that a file covers, as far as the filter asks for them; of one file alone. */
function covered(rows, table, filter = {}) {
  const dated = table.filter(({ local }) => local !== null);
  if (rows.length === 0 || dated.length === 0) return null;
  const moment = (text) => Date.parse(`${text.length === 10 ? `${text}T00:00` : text}Z`);
  let first = startOf.day(Math.min(...dated.map(({ local }) => local)));
  let last = startOf.day(Math.max(...dated.map(({ local }) => local))) + day;
  if (filter.from) first = Math.max(first, moment(filter.from));
  if (filter.to) last = Math.min(last, moment(filter.to));
  return first < last ? { first, last } : null;
}

/** What a spike of the report says, but for what was expected of it: where it stands, counted again. */
export function recountSpike({ series: { of, name, negative }, start, end }, rows) {
  const belongs = { all: () => true, brand: ({ brands }) => brands.includes(name), platform: ({ platform }) => platform === name, topic: ({ topics }) => topics.includes(name) }[of];
  const labelOf = (row) => (of === 'brand' ? row.brandSentiment[name] : row.sentiment).label;
  const moment = (text) => Date.parse(`${text.length === 10 ? `${text}T00:00` : text}Z`);
  const dated = rows.filter((row) => row.local !== null && belongs(row));
  const during = ({ local }) => local >= moment(start) && local < moment(end);
  const inside = dated.filter(during);
  const [now, else_] = [inside, dated.filter((row) => !during(row))].map((part) => count(part.map(labelOf)));
  const counted = inside.filter((row) => !negative || labelOf(row) === 'negative');
  const [here, there] = [now, else_].map((counts) => wilson(counts.negative, rated(counts)));
  const authors = groups(counted.filter(({ author }) => author !== null), ({ author }) => author);
  return {
    observed: counted.length,
    negativeShare: figure(here, rated(now)),
    usualNegativeShare: figure(there, rated(else_)),
    moreNegative: here && there && figure(newcombe(here, there), rated(now)),
    drivers: {
      authorCount: authors.size > 0 ? authors.size : null,
      authors: largest([...authors].map(([author, its]) => [author, its.length]), 5)
        .map((author) => ({ name: author, mentions: authors.get(author).length, share: share(authors.get(author).length, counted.length) })),
    },
  };
}

function trends(rows, table, shown, naming, weights, names, asked) {
  const period = covered(rows, table, asked.filter);
  if (!period) return { starts: [] };
  const dated = rows.filter(({ local }) => local !== null);
  const timed = table.some(({ instant }) => instant !== null && instant % day !== 0);
  const days = Math.floor((period.last - period.first) / day);
  const unit = asked.unit ?? (days <= 3 && timed ? 'hour' : days <= 366 ? 'day' : days <= 5 * 366 ? 'week' : 'month');
  const over = { hour: 24, day: 7, week: 4, month: 3 }[unit];
  const starts = steps(unit, period.first, period.last - 1);
  const inside = dated.filter(({ local }) => local >= starts[0] && local < nextOf[unit](starts.at(-1)));
  const order = largest(names.map((name) => [name, weights.get(name)]));
  const series = [null, ...order].map((brand) => {
    const of = groups(brand === null ? inside : inside.filter(({ brands }) => brands.includes(brand)), ({ local }) => startOf[unit](local));
    const counts = starts.map((start) => (brand === null ? ofTexts(of.get(start) ?? []) : aimedAt(of.get(start) ?? [], brand)));
    const weighed = (value) => counts.map((_, at) => {
      const half = Math.floor(over / 2);
      if (at < half || at + half >= counts.length) return null;
      return sum(counts.slice(at - half, at + half + 1).map((one, place) => value(one) * (over % 2 === 0 && (place === 0 || place === 2 * half) ? 0.5 : 1)));
    });
    const up = weighed(({ positive }) => positive);
    const down = weighed(({ negative }) => negative);
    return {
      brand,
      mentions: counts.map(all),
      ...Object.fromEntries(labels.map((label) => [label, counts.map((one) => one[label])])),
      average: weighed(all).map((value) => (value === null ? null : value / over)),
      netAverage: up.map((value, at) => (value === null || value + down[at] === 0 ? null : (value - down[at]) / (value + down[at]))),
    };
  });
  const map = (value) => Array.from({ length: 7 }, (_, weekday) => Array.from({ length: 24 }, (_, of) => value(ofTexts(byHour.get(weekday * 24 + of) ?? []))));
  const byHour = groups(dated, ({ local }) => ((Math.floor(local / day) + 3) % 7) * 24 + Math.floor((local % day) / hour));
  const negative = (part) => ({ negative: k, ...rest }) => wilson(k, k + rest.positive + rest.neutral)?.[part] ?? null;
  const said = {
    unit,
    averageOver: over,
    undated: rows.length - dated.length,
    outside: dated.length - inside.length,
    starts: starts.map((start) => startText(unit, start)),
    series,
    hours: timed
      ? { mentions: map(all), rated: map(rated), negativeShare: map(negative('value')), low: map(negative('low')), high: map(negative('high')) }
      : null,
  };
  if (asked.annotations) {
    said.annotations = [...asked.annotations].sort((a, b) => (a.at < b.at ? -1 : 1)).map(({ at, days: length }) => {
      const moment = Date.parse(`${at}Z`);
      const whole = (offset) => moment + offset * day >= period.first && moment + (offset + 1) * day <= period.last;
      const count = (from, to) => Array.from({ length: to - from }, (_, of) => from + of).filter(whole).length;
      const part = (from, to) => dated.filter(({ local }) => {
        const offset = Math.floor((local - moment) / day);
        return offset >= from && offset < to && whole(offset);
      });
      const before = part(-length, 0);
      const after = part(0, length);
      const [daysBefore, daysAfter] = [count(-length, 0), count(0, length)];
      const figures = [];
      for (const brand of [null, ...order]) {
        const [one, two] = [after, before].map((of) => (brand === null ? ofTexts(of) : aimedAt(of, brand)));
        if (daysBefore > 0 && daysAfter > 0 && all(one) + all(two) > 0) {
          figures.push({ brand, figure: 'mentionsPerDay', after: { value: all(one) / daysAfter, n: all(one) }, before: { value: all(two) / daysBefore, n: all(two) } });
        }
        figures.push(...moodChanges(one, two, 'after', 'before').map((of) => ({ brand, ...of })).sort((a) => (a.figure === 'negativeShare' ? -1 : 0)));
      }
      return { days: length, daysBefore, daysAfter, figures };
    });
  }
  return said;
}

/** Shares and net sentiment of one group of mentions less those of another. */
function moodChanges(one, two, here, there) {
  const [n1, n2] = [rated(one), rated(two)];
  if (n1 === 0 || n2 === 0) return [];
  const shares = ['positive', 'negative'].map((label) => ({
    figure: `${label}Share`,
    [here]: { value: one[label] / n1, n: n1 },
    [there]: { value: two[label] / n2, n: n2 },
    difference: newcombe(wilson(one[label], n1), wilson(two[label], n2)),
    p: sharesP(one[label], n1, two[label], n2),
  }));
  const net = (of) => (of.positive - of.negative) / rated(of);
  return [...shares, {
    figure: 'netSentiment',
    [here]: { value: net(one), n: n1 },
    [there]: { value: net(two), n: n2 },
    difference: newcombe(netTotal(one), netTotal(two)),
    p: netP(one, two),
  }];
}

function against(rows, table, settings, names, weights, asked) {
  const others = asked.other.rows;
  const unit = settings.counting === 'fractional' ? 2520 : 1;
  const weightOf = ({ brands }) => (unit > 1 ? Math.floor(unit / brands.length) : 1);
  const periods = [covered(rows, table, asked.filter), covered(others, table, asked.other.filter)];
  const lengths = periods.map((period) => (period ? (period.last - period.first) / day : 0));
  const place = ({ source: { file, row, part } }) => JSON.stringify([file, row, part]);
  const here = new Set(rows.map(place));
  const figures = [];
  const add = (of, name, key, value) => value && figures.push({ of, name, figure: key, ...value });
  const moods = (of, name, one, two) => {
    for (const change of moodChanges(one, two, 'value', 'against')) figures.push({ of, name, ...change });
  };
  const shares = (k1, n1, k2, n2, each = 1) => n1 > 0 && n2 > 0 && {
    value: { value: k1 / n1, n: Math.round(n1 / each) },
    against: { value: k2 / n2, n: Math.round(n2 / each) },
    difference: newcombe(wilson(k1 / each, n1 / each), wilson(k2 / each, n2 / each)),
    p: sharesP(k1, n1, k2, n2, each),
  };
  const perDay = (one, two) => {
    if (!periods[0] || !periods[1]) return null;
    const counts = [one, two].map((of, side) => steps('day', periods[side].first, periods[side].last - 1)
      .map((start) => of.filter(({ local }) => local !== null && startOf.day(local) === start).length));
    const [k1, k2] = counts.map(sum);
    if (k1 + k2 === 0) return null;
    const [t1, t2] = counts.map(({ length }) => length);
    const change = { value: { value: k1 / t1, n: k1 }, against: { value: k2 / t2, n: k2 } };
    // Of a longer time, days are weighed by weekday as well.
    if (t1 + t2 >= 28) return change;
    const expected = [k1 / t1, k2 / t2];
    const strays = sum(counts.flatMap((of, side) => of.map((n) => (expected[side] > 0 ? (n - expected[side]) ** 2 / expected[side] : 0))));
    return { ...change, ...rateRatio(k1, t1, k2, t2, t1 + t2 > 2 ? Math.max(1, strays / (t1 + t2 - 2)) : 1) };
  };
  const per = (value) => {
    const sides = [rows, others].map((of) => of.map(value).filter((one) => one !== null));
    const clusters = [rows, others].map((of) => new Set(of.filter((row) => value(row) !== null).map((row) => row.author ?? place(row))).size);
    if (clusters.some((n) => n < 2) || sum(sides[1]) === 0) return null;
    const [one, two] = sides.map((of) => sum(of) / of.length);
    return { value: { value: one, n: clusters[0] }, against: { value: two, n: clusters[1] }, ratio: { value: one / two } };
  };
  const naming = (of, name) => of.filter(({ brands }) => brands.includes(name));
  add('all', null, 'mentionsPerDay', perDay(rows, others));
  moods('all', null, ofTexts(rows), ofTexts(others));
  add('all', null, 'reachPerMention', per(({ reach }) => reach));
  add('all', null, 'engagementPerMention', per(({ own }) => own));
  const theirWeights = new Map(names.map((name) => [name, sum(naming(others, name).map(weightOf))]));
  for (const name of names) {
    if (naming(rows, name).length + naming(others, name).length === 0) continue;
    add('brand', name, 'shareOfVoice', shares(weights.get(name), sum([...weights.values()]), theirWeights.get(name), sum([...theirWeights.values()]), unit));
    add('brand', name, 'mentionsPerDay', perDay(naming(rows, name), naming(others, name)));
    moods('brand', name, aimedAt(rows, name), aimedAt(others, name));
  }
  for (const [of, key] of [['topic', 'topics'], ['intent', 'intents'], ['platform', 'platform'], ['language', 'language']]) {
    const [one, two] = [rows, others].map((side) => groups(side, (row) => row[key]));
    for (const name of new Set([...one.keys(), ...two.keys()])) {
      const [mine, theirs] = [one.get(name) ?? [], two.get(name) ?? []];
      add(of, name, 'shareOfMentions', shares(mine.length, rows.length, theirs.length, others.length));
      if (of === 'topic') moods(of, name, ofTexts(mine), ofTexts(theirs));
    }
  }
  return {
    mentions: rows.length,
    against: others.length,
    both: others.filter((row) => here.has(place(row))).length,
    days: lengths[0],
    againstDays: lengths[1],
    counting: settings.counting,
    figures,
  };
}

function reached(rows, { name, target, meets, end }) {
  const counted = rows.filter(meets);
  const dayOf = ({ local }) => Math.floor(local / day);
  const days = counted.filter(({ local }) => local !== null).map(dayOf).sort((a, b) => a - b);
  const last = Math.max(...rows.filter(({ local }) => local !== null).map(dayOf));
  const span = days.length > 0 ? last - days[0] + 1 : 0;
  const text = (of) => new Date(of * day).toISOString().slice(0, 10);
  const k = days.length;
  const rate = span > 0 ? { value: k / span, low: Math.max(0, Math.sqrt(k) - z / 2) ** 2 / span, high: (Math.sqrt(k + 1) + z / 2) ** 2 / span } : null;
  const done = counted.length >= target;
  return {
    name, target,
    mentions: counted.length,
    ofTarget: counted.length / target,
    days: span,
    perDay: rate && figure(rate, k, rate.value),
    reached: done && k === counted.length ? text(days[target - 1]) : null,
    expected: !done && rate && end === undefined ? text(last + Math.ceil((target - counted.length) / rate.value)) : null,
  };
}

/** What the three other shares of voice are of: the value of a mention; of authors, that there is one. */
const voices = { reach: ({ reach }) => reach, engagement: ({ own }) => own, authors: ({ author }) => (author === null ? null : 1) };

/** A brand's share of a sum over all brands, as a quotient of sums over authors (over mentions without one). */
function shareIn(of, name, key, weightOf, unit) {
  const value = voices[key];
  const branded = of.filter(({ brands }) => brands.length > 0);
  const given = branded.filter((row) => value(row) !== null);
  if (!(key === 'authors' ? given : given.filter(({ brands }) => brands.includes(name))).length) return null;
  const sums = [...groups(given.map((row, at) => ({ row, by: row.author ?? at })), ({ by }) => by).values()].map((its) => {
    const per = new Map();
    for (const { row } of its) {
      for (const brand of row.brands) per.set(brand, key === 'authors' ? 1 : (per.get(brand) ?? 0) + value(row) * weightOf(row));
    }
    return { t: per.get(name) ?? 0, b: sum([...per.values()]) };
  });
  const all = sum(sums.map(({ b }) => b));
  const m = sums.length;
  if (m < 2 || all === 0) return null;
  const p = sum(sums.map(({ t }) => t)) / all;
  const variance = (m / (m - 1)) * (sum(sums.map(({ t, b }) => (t - p * b) ** 2)) / all ** 2);
  const most = key === 'authors' ? all : sum(branded.map((row) => weightOf(row) * row.brands.length)) / unit;
  const few = Math.max(1, all ** 2 / sum(sums.map(({ b }) => b ** 2)) - 1);
  // Abramowitz and Stegun, 26.7.5.
  const t = z + (z ** 3 + z) / (4 * few) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * few ** 2) + (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * few ** 3);
  const n = p > 0 && p < 1 ? Math.min(most, (p * (1 - p)) / variance) * (z / t) ** 2 : m;
  return { ...figure(wilson(p * n, n), m), value: p };
}

const sharesIn = (of, name, weightOf, unit) =>
  Object.fromEntries(Object.keys(voices).map((key) => [`${key}Share`, shareIn(of, name, key, weightOf, unit)]));

function overTime(steps, name, weightOf, unit, told) {
  const lists = (key) => {
    const shares = steps.map((of) => shareIn(of, name, key, weightOf, unit));
    return {
      value: shares.map((one) => one && one.value),
      low: shares.map((one) => (one && one.n >= 30 ? one.low : null)),
      high: shares.map((one) => (one && one.n >= 30 ? one.high : null)),
    };
  };
  return Object.fromEntries(Object.keys(voices).map((key) => [key, told[key] ? lists(key) : null]));
}
