// Writes a made-up mention export: the sample every visitor sees first, and benchmark files of any size.
//
//   node scripts/sample/generate.mjs [--mentions 5000] [--seed 1] [--days 90] [--end 2026-03-31]
//     [--out FILE|-] [--format csv] [--query-column] [--truth FILE] [--settings]
//
// The same options give the same bytes on every machine. Rows are in order of time and are written as
// they are made, so memory does not grow with their number.

import { closeSync, createWriteStream, openSync, writeSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { Authors } from './authors.mjs';
import { csv_row } from './csv.mjs';
import { compose } from './phrase.mjs';
import { Prng, weight_table } from './prng.mjs';
import { ko } from './text.ko.mjs';
import { ja } from './text.ja.mjs';
import { ru } from './text.ru.mjs';
import { en } from './text.en.mjs';
import * as world from './world.mjs';

const kVoices = { ko, ja, ru, en };
const kHour = 3600;
const kDay = 24 * kHour;
/** The days of the sample are days of the settings' time zone, UTC+9. */
const kZone = 9 * kHour;

export const kColumns = [
  'Id', 'Date', 'Platform', 'Author', 'Followers', 'Title', 'Text', 'Url', 'Language', 'Country',
  'Likes', 'Comments', 'Shares', 'Views', 'Rating', 'Retweet Of', 'In Reply To',
];

const kTables = {
  topics: weight_table(world.kTopics),
  review: weight_table(world.kReviewTopics),
  blog: weight_table(world.kBlogTopics),
  events: Object.fromEntries(Object.entries(world.kEventTopics).map(([name, topics]) => [name, weight_table(topics)])),
  brands: weight_table(Object.fromEntries(world.kBrands.map((brand, index) => [index, brand.share]))),
  platforms: by_language((language) => weight_table(world.kPlatformShare[language])),
  // News travels on X.
  event_platforms: by_language((language) => weight_table(Object.fromEntries(
    Object.entries(world.kPlatformShare[language]).map(([platform, share]) => [platform, platform === 'X' ? share * 2 : share]),
  ))),
  countries: by_language((language) => weight_table(world.kTalk[language].countries)),
  x_kinds: weight_table({ original: 57, reply: 17, repost: 17, quote: 5, care: 4 }),
  x_event_kinds: weight_table({ original: 37, reply: 12, repost: 40, quote: 8, care: 3 }),
  ratings: {
    '+': weight_table({ 5: 72, 4: 28 }),
    '-': weight_table({ 1: 62, 2: 27, 3: 11 }),
    0: weight_table({ 2: 10, 3: 52, 4: 38 }),
  },
};
/** Per brand, what is sold: since the event `from`, and (the last entry) all along. */
const kSold = world.kBrands.map(({ products }) => {
  const table_of = (sold) => weight_table(Object.fromEntries(sold.map((product) => [products.indexOf(product), product.share])));
  const events = products.filter((product) => product.from).map((product) => ({ from: product.from, table: table_of(products) }));
  return [...events, { table: table_of(products.filter((product) => !product.from)) }];
});
/** Permille of rows on each platform that do not say a country. */
const kNoCountry = { X: 350, Instagram: 600, YouTube: 550, Reddit: 800, 'Naver Blog': 50, 'App Store': 0 };
/** Permille of mentions of each shape that say the brand's name, where the phrase leaves the choice. */
const kNames = { post: 950, comment: 600, blog: 1000, video: 1000, reddit: 950, review: 450 };
const kTitled = new Set(['blog', 'video', 'reddit', 'review']);
/** Questions and complaints that the makers have yet to answer, per language, at most. */
const kOpenCases = 24;
/** Posts kept per language and platform, to be answered, reposted and quoted. */
const kRecent = 40;

/** What a video or a blog is about instead of something that takes one line, by event and mood. */
const kStandIn = {
  everyday: { '+': ['praise'], '-': ['complaint'], 0: ['mention', 'mixed'] },
  launch: { '+': ['launch.praise'], '-': ['launch.gripe'], 0: ['launch.mention', 'launch.praise'] },
  crisis: { '+': ['crisis.defend', 'crisis.news'], '-': ['crisis.anger'], 0: ['crisis.news'] },
  recall: { '+': ['recall.defend', 'recall.news', 'crisis.news'], '-': ['crisis.anger'], 0: ['recall.news', 'crisis.news'] },
};

function by_language(make) {
  return Object.fromEntries(world.kLanguages.map((language) => [language, make(language)]));
}

/** Seconds since 1970 of the first second after the period. */
function period_end(date) {
  const [year, month, day] = date.split('-').map(Number);
  return Date.UTC(year, month - 1, day + 1) / 1000 - kZone;
}

/**
 * When an event takes place, in seconds since 1970.
 * @return {midnight, begin, end}: the start of its first day, its own start, its end
 */
function event_span(event, start, days) {
  const day = Math.floor((event.day * days) / world.kEventPeriod);
  const begin = start + day * kDay + event.hour * kHour;
  return { begin, midnight: start + day * kDay, end: start + (day + event.daily.length) * kDay };
}

/** Volume of every language and stream in one hour, as integer weights. */
function hour_weights(time, start, days, noise, spans) {
  const weights = [];
  const trend = 1000 + Math.floor((world.kTrend * (time - start)) / (days * kDay));
  for (const language of world.kLanguages) {
    const talk = world.kTalk[language];
    const local = Math.floor(time / kHour) + talk.utc;
    const hour = world.kHours[language][((local % 24) + 24) % 24];
    const weekday = world.kWeekdays[(Math.floor(local / 24) + 4) % 7]; // 1970-01-01 was a Thursday
    const base = talk.share * hour;
    weights.push({ language, stream: 'base', weight: Math.floor((base * weekday * trend * noise) / 10000000) });
    for (const [stream, event] of Object.entries(world.kEvents)) {
      const { begin, midnight, end } = spans[stream];
      if (time < begin || time >= end) continue;
      const daily = event.daily[Math.floor((time - midnight) / kDay)];
      weights.push({ language, stream, weight: Math.floor((base * daily * world.kEventPull[language] * noise) / 1000000) });
    }
  }
  return weights;
}

class Recent {
  constructor() {
    this.posts = [];
  }

  add(post) {
    this.posts.push(post);
    if (this.posts.length > kRecent) this.posts.shift();
  }

  /** The hottest wanted one of three; undefined if none of the three is wanted. */
  pick(rng, wanted) {
    let best;
    for (let i = 0; i < 3; i++) {
      const post = rng.pick(this.posts);
      if (wanted(post) && (!best || post.heat > best.heat)) best = post;
    }
    return best;
  }
}

class Generator {
  constructor(options) {
    this.options = options;
    this.rng = new Prng(options.seed, 1);
    this.authors = new Authors(options.seed, options.mentions);
    this.recent = by_language(() => ({ X: new Recent(), Instagram: new Recent(), YouTube: new Recent(), Reddit: new Recent() }));
    this.open = by_language(() => []);
    this.count = 0;
  }

  /** All mentions in order of time: {cells, truth}. */
  *mentions() {
    const { mentions, days, end, seed } = this.options;
    const finish = period_end(end);
    const start = finish - days * kDay;
    const spans = Object.fromEntries(Object.entries(world.kEvents).map(([name, event]) => [name, event_span(event, start, days)]));
    this.spans = spans;
    const weather = new Prng(seed, 2);
    const hours = [];
    let total = 0;
    for (let day = 0; day < days; day++) {
      const mood = weather.between(90, 110);
      for (let hour = 0; hour < 24; hour++) {
        const time = start + day * kDay + hour * kHour;
        const noise = Math.floor((mood * weather.between(75, 125)) / 100);
        const weights = hour_weights(time, start, days, noise, spans);
        const weight = weights.reduce((sum, entry) => sum + entry.weight, 0);
        total += weight;
        hours.push({ time, weights, until: total });
      }
    }
    let made = 0;
    for (const hour of hours) {
      const due = Math.floor((mentions * hour.until) / total);
      if (due === made) continue;
      const streams = weight_table(Object.fromEntries(hour.weights.map((entry, index) => [index, entry.weight])));
      const seconds = Array.from({ length: due - made }, () => this.rng.below(kHour)).sort((a, b) => a - b);
      for (const second of seconds) {
        const { language, stream } = hour.weights[this.rng.draw(streams)];
        yield this.#mention(hour.time + second, language, stream);
      }
      made = due;
    }
  }

  #mention(time, language, stream) {
    const { rng } = this;
    this.count++;
    const id = String(7200000000 + this.count * 13 + rng.below(13));
    const tables = stream === 'base' ? kTables.platforms : kTables.event_platforms;
    const platform = rng.draw(tables[language]);
    const at = { id, time, language, stream, platform };
    if (platform === 'X') {
      const kind = rng.draw(stream === 'base' ? kTables.x_kinds : kTables.x_event_kinds);
      const special = kind === 'care' ? this.#care(at) : kind === 'original' ? undefined : this.#echo(at, kind);
      if (special) return special;
    }
    return this.#original(at);
  }

  /** What somebody says, decided before a word of it is written. */
  #plan(at, shape) {
    const { rng } = this;
    const { language, platform, time } = at;
    const event = world.kEvents[at.stream];
    let topic;
    if (platform === 'App Store') topic = rng.draw(kTables.review);
    else if (event) topic = rng.draw(kTables.events[this.#phase(at)]);
    else topic = rng.draw(platform === 'Naver Blog' ? kTables.blog : kTables.topics);

    const brand = topic === 'homonym' ? world.kTindra : event ? event.brand : Number(rng.draw(kTables.brands));
    if (topic === 'verdict') topic = rng.chance(this.#quality(brand, time)) ? 'praise' : 'complaint';
    let other = brand;
    while (other === brand) other = Number(rng.draw(kTables.brands));
    // In a comparison the better maker wins more often.
    const swap = topic === 'compare' && !event && !rng.chance(this.#quality(brand, time));
    const [winner, loser] = swap ? [other, brand] : [brand, other];

    let intent = event && platform !== 'App Store' ? this.#event_intent(at, topic) : topic;
    if (shape === 'video' || shape === 'blog') intent = this.#worth_a_page(language, intent, shape);
    if (shape === 'comment') intent = intent.replace(/(news|resale|giveaway)$/, 'mention').replace('recall.mention', 'crisis.mention');
    const subject = intent === 'nobrand' || intent === 'noise' ? -1 : winner;
    return {
      intent, shape, platform,
      mood: world.kMeaning[intent].mood,
      brand: subject,
      product: subject < 0 ? undefined : this.#product(subject, time, event && subject === event.brand ? event : undefined),
      other: loser,
      other_product: this.#product(loser, time),
      has_title: kTitled.has(shape),
      must_name: rng.chance(kNames[shape]),
      fresh: intent.startsWith('launch.'),
      favoured: shape === 'review' ? 'app' : '',
    };
  }

  /** The event's own words for a topic; its aftermath falls back on those of the crisis. */
  #event_intent(at, topic) {
    const own = `${this.#phase(at)}.${topic}`;
    return world.kMeaning[own] ? own : `crisis.${topic}`;
  }

  /** Videos and blogs say more than a line: the nearest kind of mention that has words for them. */
  #worth_a_page(language, intent, shape) {
    const { grammar } = kVoices[language];
    const told = (name) => grammar.has(`${name}@${shape}`) || grammar.has(`t.${shape}.${name}`);
    const { mood } = world.kMeaning[intent];
    const event = intent.includes('.') ? intent.split('.')[0] : '';
    const nearest = [intent, ...(kStandIn[event]?.[mood] ?? []), ...kStandIn.everyday[mood]];
    return nearest.find(told);
  }

  /** Where in an event a moment is: the crisis turns into the recall. */
  #phase({ stream, time }) {
    return stream === 'crisis' && time >= this.spans.crisis.midnight + world.kRecallAfterDays * kDay ? 'recall' : stream;
  }

  /** Permille of good verdicts: the crisis costs its maker more than a month of goodwill. */
  #quality(brand, time) {
    const { quality } = world.kBrands[brand];
    const days = (time - this.spans.crisis.begin) / kDay;
    if (brand !== world.kBrenvik || days < 0) return quality;
    return days < 14 ? Math.floor(quality / 3) : Math.floor((quality * 3) / 4);
  }

  #product(brand, time, event) {
    const { products } = world.kBrands[brand];
    if (event) return products[event.product];
    const sold = kSold[brand].find(({ from }) => !from || time >= this.spans[from].begin);
    return products[this.rng.draw(sold.table)];
  }

  #shape(platform) {
    const { rng } = this;
    switch (platform) {
      case 'Naver Blog': return 'blog';
      case 'App Store': return 'review';
      case 'YouTube': return rng.chance(140) ? 'video' : 'comment';
      case 'Reddit': return rng.chance(420) ? 'reddit' : 'comment';
      case 'Instagram': return rng.chance(650) ? 'post' : 'comment';
      default: return 'post';
    }
  }

  #original(at) {
    const { rng } = this;
    const { language, platform } = at;
    const shape = this.#shape(platform);
    const plan = this.#plan(at, shape);
    const newsy = plan.intent.endsWith('news') && (platform === 'X' || platform === 'Instagram');
    const author = newsy ? this.authors.newsroom(rng, language) : this.authors.somebody(rng, language, platform);
    const written = this.#write(at, plan, author);

    let parent = '';
    const recent = this.recent[language][platform];
    if (shape === 'comment' && recent.posts.length) {
      parent = recent.pick(rng, (post) => post.brand === plan.brand)?.id ?? '';
    }
    if (platform === 'X' && recent.posts.length > 8 && rng.chance(6)) return this.#near_copy(at, author);
    const truth = this.#truth(at.id, plan, written.named);
    if (platform === 'App Store') {
      const silent = rng.chance(65);
      const rating = Number(rng.draw(kTables.ratings[plan.mood]));
      if (silent) Object.assign(written, { title: '', text: '' });
      const mood = rating > 3 ? '+' : rating < 3 ? '-' : '0';
      if (silent) Object.assign(truth, { intent: 'rating_only', sentiment: world.kMoodName[mood], brands: [], toward: {} });
      return { cells: this.#cells(at, author, written, { rating, shape, brand: plan.brand }), truth };
    }
    if (recent && shape !== 'comment') this.#remember(at, plan, author, written, truth);
    return { cells: this.#cells(at, author, written, { parent, shape, brand: plan.brand }), truth };
  }

  #remember(at, plan, author, written, truth) {
    const post = {
      id: at.id, handle: author.name, text: written.text, brand: plan.brand, mood: plan.mood, intent: plan.intent,
      heat: this.rng.heavy(0, 16) + author.followers, truth,
    };
    this.recent[at.language][at.platform].add(post);
    const asks = plan.mood === '-' || plan.intent.endsWith('question') || plan.intent === 'wish';
    if (at.platform === 'X' && asks && plan.brand >= 0) {
      const open = this.open[at.language];
      open.push(post);
      if (open.length > kOpenCases) open.shift();
    }
  }

  /** The same words again, with a small change, from somebody else. */
  #near_copy(at, author) {
    const { rng } = this;
    const model = rng.pick(this.recent[at.language].X.posts);
    const text = model.text + rng.pick(['!!', ' 👀', ' (2)', `\nhttps://link.example/${rng.between(1000, 9999)}`]);
    return {
      cells: this.#cells(at, author, { title: '', text }, { shape: 'post', brand: model.brand }),
      truth: { ...model.truth, id: at.id },
    };
  }

  /** A repost, a quote or an answer to something said before; nothing yet said: undefined. */
  #echo(at, kind) {
    const { rng } = this;
    const { language } = at;
    const recent = this.recent[language].X;
    if (recent.posts.length < 4) return undefined;
    const event = world.kEvents[at.stream];
    const model = recent.pick(rng, (post) => (event ? post.brand === event.brand : post.intent !== 'noise'));
    if (!model) return undefined;
    const author = this.authors.somebody(rng, language, 'X');
    if (author.name === model.handle) return undefined;
    if (kind === 'repost') {
      const text = cut(`RT @${model.handle}: ${model.text}`, 140);
      return {
        cells: this.#cells(at, author, { title: '', text }, { shape: 'repost', repost_of: model.id, brand: model.brand }),
        truth: { ...model.truth, id: at.id },
      };
    }
    const quoting = kind === 'quote';
    const other = model.brand === 0 ? 1 : 0;
    const plan = {
      intent: quoting ? 'quote' : this.#answer(model), shape: 'comment', platform: 'X', mood: model.mood,
      brand: model.brand, product: model.brand < 0 ? undefined : this.#product(model.brand, at.time, event),
      other, other_product: world.kBrands[other].products[0],
    };
    if (plan.brand < 0 && !quoting) plan.intent = 'reply.chat';
    if (!quoting) plan.mood = world.kMeaning[plan.intent].mood;
    const written = this.#write(at, plan, author);
    if (quoting) {
      const text = `${written.text}\nQT @${model.handle}: ${cut(model.text, 90)}`;
      return {
        cells: this.#cells(at, author, { title: '', text }, { shape: 'post', brand: model.brand }),
        truth: { ...model.truth, id: at.id },
      };
    }
    written.text = `@${model.handle} ${written.text}`;
    return {
      cells: this.#cells(at, author, written, { shape: 'comment', parent: model.id, brand: model.brand }),
      truth: this.#truth(at.id, plan, written.named),
    };
  }

  #answer(model) {
    const { rng } = this;
    if (model.intent.endsWith('question') && rng.chance(700)) return 'reply.answer';
    if (model.mood === '0' || rng.chance(350)) return 'reply.chat';
    return `reply${rng.chance(850) ? model.mood : model.mood === '+' ? '-' : '+'}`;
  }

  /** The maker answers one of the open cases. */
  #care(at) {
    const { rng } = this;
    const open = this.open[at.language];
    if (!open.length) return undefined;
    const [model] = open.splice(rng.below(open.length), 1);
    const brand = world.kBrands[model.brand];
    // The visitor's own brand answers more than its competitors.
    if (!brand.own && !rng.chance(350)) return undefined;
    const author = { name: brand.handles[at.language], followers: 9000 * brand.share + 1234, register: 999, gender: 0 };
    const plan = {
      intent: 'care', shape: 'comment', platform: 'X', mood: '0', brand: model.brand, product: brand.products[0],
      other: 0, other_product: brand.products[0],
    };
    const written = this.#write(at, plan, author);
    written.text = `@${model.handle} ${written.text}`;
    return {
      cells: this.#cells(at, author, written, { shape: 'comment', parent: model.id, brand: model.brand }),
      truth: this.#truth(at.id, plan, written.named),
    };
  }

  /** The words for a plan, in the author's way of speaking. */
  #write(at, plan, author) {
    const { rng } = this;
    const voice = kVoices[at.language];
    const casual = plan.shape !== 'video' && author.register < voice.casual[at.platform];
    const tagged = plan.shape === 'post' && plan.brand >= 0 && plan.intent !== 'homonym' && !plan.intent.endsWith('news');
    plan.tags = 0;
    if (tagged && at.platform === 'Instagram' && rng.chance(800)) plan.tags = rng.between(2, 5);
    if (tagged && at.platform === 'X' && rng.chance(160)) plan.tags = rng.between(1, 2);
    plan.register = casual ? 1 : 0;
    plan.gender = author.gender;
    return compose(voice, plan, rng);
  }

  #truth(id, plan, named) {
    const meaning = world.kMeaning[plan.intent];
    const brands = world.kBrands.filter((brand, index) => named & (1 << index)).map((brand) => brand.name);
    const mood = world.kMoodName;
    const two_sided = plan.intent.endsWith('compare');
    const toward = Object.fromEntries(brands.map((name) => {
      const subject = name === world.kBrands[plan.brand]?.name;
      return [name, subject ? mood[plan.mood] : two_sided ? 'negative' : 'neutral'];
    }));
    return { id, intent: meaning.intent ?? plan.intent, sentiment: mood[plan.mood], brands, toward };
  }

  #cells(at, author, written, { shape, rating, parent, repost_of, brand }) {
    const { rng } = this;
    const { id, platform, language } = at;
    const reach = shape === 'comment' ? 60 : author.followers;
    const spread = (typical) => Math.floor((typical * rng.heavy(0, 9)) / 96);
    const echo = shape === 'repost';
    let likes, comments, shares, views;
    let followers = author.followers;
    switch (platform) {
      case 'X':
        likes = echo ? 0 : spread(reach / 90 + 2);
        comments = echo ? 0 : spread(likes / 8 + 0.4);
        shares = echo ? 0 : spread(likes / 6 + 0.3);
        views = echo ? '' : spread(reach / 2 + 40) + likes * 3;
        break;
      case 'Instagram':
        likes = spread(shape === 'comment' ? 3 : reach / 25 + 6);
        comments = shape === 'comment' ? '' : spread(likes / 14 + 0.5);
        break;
      case 'YouTube':
        likes = spread(shape === 'comment' ? 5 : reach / 12 + 20);
        comments = spread(shape === 'comment' ? 0.5 : likes / 15 + 2);
        if (shape === 'video') views = likes * 12 + spread(reach + 500);
        else followers = '';
        break;
      case 'Reddit':
        likes = spread(shape === 'comment' ? 6 : 40);
        comments = shape === 'comment' ? '' : spread(14);
        followers = '';
        break;
      case 'Naver Blog':
        likes = spread(12);
        comments = spread(5);
        break;
      case 'App Store':
        likes = spread(2);
        followers = '';
        break;
    }
    const country = rng.chance(kNoCountry[platform]) ? '' : rng.draw(kTables.countries[language]);
    const cells = [
      id, new Date(at.time * 1000).toISOString().replace('.000', ''), platform, author.name, followers,
      written.title, written.text, url(platform, id, author.name, brand), language, country,
      likes, comments, shares, views, rating, repost_of, parent,
    ];
    if (this.options.query_column) cells.push(world.kBrands[brand]?.name);
    return cells;
  }
}

/** Reserved example hosts, so that no link leads to a stranger's page. */
function url(platform, id, name, brand) {
  const short = Number(id).toString(36);
  switch (platform) {
    case 'X': return `https://x.example/${name}/${short}`;
    case 'Instagram': return `https://instagram.example/p/${short}`;
    case 'YouTube': return `https://youtube.example/watch?v=${short}`;
    case 'Reddit': return `https://reddit.example/r/earbuds/${short}`;
    case 'Naver Blog': return `https://blog.naver.example/${short}`;
    default: return `https://apps.example/${world.kBrands[brand]?.app ?? 'app'}/${short}`;
  }
}

/** At most `length` characters, with a mark where more was said, as the platforms do it. */
function cut(text, length) {
  const characters = Array.from(text);
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}

export const kDefaults = { mentions: 5000, seed: 1, days: 90, end: '2026-03-31', query_column: false };

/** Rows as cells and as CSV text, the header first: {cells, csv, truth}. The header has no truth. */
export function* generate(options = {}) {
  const chosen = { ...kDefaults, ...options };
  const header = chosen.query_column ? [...kColumns, 'Query'] : kColumns;
  yield { cells: header, csv: csv_row(header) };
  for (const { cells, truth } of new Generator(chosen).mentions()) yield { cells, csv: csv_row(cells), truth };
}

function parse_options(args) {
  const options = { out: '-', format: 'csv' };
  const numbers = { '--mentions': 'mentions', '--seed': 'seed', '--days': 'days' };
  const words = { '--end': 'end', '--out': 'out', '--format': 'format', '--truth': 'truth' };
  const flags = { '--query-column': 'query_column', '--settings': 'settings' };
  for (let i = 0; i < args.length; i++) {
    const name = args[i];
    if (flags[name]) {
      options[flags[name]] = true;
      continue;
    }
    const value = args[++i];
    if (value === undefined) throw new Error(`${name} wants a value`);
    if (numbers[name]) {
      if (!/^\d+$/.test(value)) throw new Error(`${name} wants a whole number, not "${value}"`);
      options[numbers[name]] = Number(value);
    } else if (words[name]) {
      options[words[name]] = value;
    } else {
      throw new Error(`unknown option ${name}`);
    }
  }
  if (options.format !== 'csv') throw new Error(`unknown format "${options.format}"; there is csv`);
  if (options.days === 0) throw new Error('--days wants at least 1');
  if (options.end && !/^\d{4}-\d\d-\d\d$/.test(options.end)) throw new Error('--end wants a date like 2026-03-31');
  return options;
}

/** The CSV in pieces of at least 64 kB. Writes the truth beside it, if a file is open for it. */
function* pieces(options, truth_file) {
  let csv_piece = '';
  let truth_piece = '';
  for (const { csv, truth } of generate(options)) {
    csv_piece += csv;
    if (truth_file !== undefined && truth) truth_piece += `${JSON.stringify(truth)}\n`;
    if (csv_piece.length < 1 << 16) continue;
    yield csv_piece;
    csv_piece = '';
    if (truth_file !== undefined) writeSync(truth_file, truth_piece);
    truth_piece = '';
  }
  if (truth_file !== undefined) writeSync(truth_file, truth_piece);
  yield csv_piece;
}

async function main(args) {
  const options = parse_options(args);
  if (options.settings) {
    process.stdout.write(`${JSON.stringify(world.brand_settings(), null, 2)}\n`);
    return;
  }
  const truth_file = options.truth === undefined ? undefined : openSync(options.truth, 'w');
  const to_stdout = options.out === '-';
  const out = to_stdout ? process.stdout : createWriteStream(options.out);
  await pipeline(Readable.from(pieces(options, truth_file)), out, { end: !to_stdout });
  if (truth_file !== undefined) closeSync(truth_file);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main(process.argv.slice(2)).catch((error) => {
    if (error.code === 'EPIPE') return; // whoever was reading has seen enough
    process.stderr.write(`generate: ${error.message}\n`);
    process.exitCode = 1;
  });
}
