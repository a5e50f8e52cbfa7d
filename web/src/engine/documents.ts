// The JSON documents that cross the border between the core and the page (report schema 1).

export type SentimentLabel = 'positive' | 'neutral' | 'negative' | 'unrated';
export const tones = ['positive', 'neutral', 'negative'] as const;
export type Tone = (typeof tones)[number];

export const intents = [
  'question', 'complaint', 'praise', 'suggestion', 'purchase', 'churn', 'recommendation', 'comparison', 'fault',
] as const;
export const topics = ['product', 'price', 'shipping', 'service', 'app', 'quality', 'safety', 'ethics'] as const;
export const urgencies = ['low', 'normal', 'high', 'critical'] as const;
export type Intent = (typeof intents)[number];
export type Topic = (typeof topics)[number];
export type Urgency = (typeof urgencies)[number];
export type UrgencyReason =
  | 'sentiment' | 'intent' | 'safety' | 'legal' | 'churn' | 'public' | 'money' | 'waiting' | 'words' | 'reach'
  | 'pileOn' | 'correction';

/** A topic of the person's: every mention with one of its words has it. */
export interface OwnTopic {
  name: string;
  words: string[];
  /** "" is none. */
  team: string;
}

/** An error or a note of the core. `row` 0 is the whole file; `message` is its English sentence. */
export interface CoreError {
  code: string;
  file: string;
  row: number;
  column: string;
  detail: string;
  message: string;
}

export interface Brand {
  name: string;
  aliases: string[];
  handles: string[];
  exclude: string[];
  /** Left out where there are none. */
  near?: string[];
  notNear?: string[];
  own: boolean;
}

export type How =
  'name' | 'inflected' | 'spelling' | 'typo' | 'hashtag' | 'handle' | 'domain' | 'ticker' | 'query';

export type Held = 'excluded' | 'notNear' | 'nothingNear' | 'longer' | 'partOfWord' | 'frequent';

/** A place where a brand's name stands, with what is around it. Offsets are into `text`. */
export interface BrandSample {
  text: string;
  start: number;
  end: number;
  startUtf16: number;
  endUtf16: number;
  /** The name, alias or account as the settings have it. */
  as: string;
  how: How;
  /** Why it does not count; null if it does. */
  held: Held | null;
  /** The words of the text that hold it back. */
  because: string | null;
}

export interface BrandPreview {
  /** Mentions looked at, of all. */
  looked: number;
  of: number;
  brands: { name: string; matched: number; samples: BrandSample[] }[];
}

export type BrandSource = 'settings' | 'query' | 'suggested';

/** The brands in force, and where they came from. */
export interface BrandList {
  source: BrandSource;
  brands: (Brand & { mentions?: number })[];
}

/** A brand that the data suggests. */
export interface Suggestion {
  name: string;
  aliases: string[];
  handles: string[];
  mentions: number;
  why: string;
}

export type DateOrder = 'ymd' | 'dmy' | 'mdy';

/**
 * The person's word on how inputs are read. It applies to the input of that file name, else to inputs
 * whose own header is `header`. What is not said is recognised as usual.
 */
export interface InputSettings {
  file?: string;
  header?: string[];
  /** By field: the columns that fill it, the first that is filled. None: nothing fills it. */
  columns?: Record<string, string[]>;
  dateOrder?: DateOrder;
  /** Of dates that say none. */
  timeZone?: string;
  encoding?: string;
  delimiter?: string;
  /** From 1; 0: there is none. */
  headerRow?: number;
  sheet?: string;
  decimal?: '.' | ',';
  /** Local date and time at which the file was written: "2 days ago" counts back from it. */
  written?: string;
}

/** Labels that the person gives; what is not given stays as the model has it. */
export interface LabelChange {
  sentiment?: Tone;
  intents?: Partial<Record<Intent, boolean>>;
  /** By name, the person's own among them. */
  topics?: Record<string, boolean>;
  urgency?: Urgency;
  /** Of a single text alone: what is aimed at each brand. */
  brands?: Record<string, Tone>;
}

/** What holds of every text with a phrase. "name": the phrase is a name and says nothing. */
export interface PhraseRule extends Omit<LabelChange, 'sentiment' | 'brands'> {
  phrase: string;
  sentiment?: Tone | 'name';
}

/** By feature, of the version `features`: what is added for positive and for negative. */
export type OwnWeights = Record<string, [number, number]>;

export interface Corrections {
  phrases: PhraseRule[];
  features: number;
  weights: OwnWeights;
  /** By the key of the text. */
  mentions: Record<string, LabelChange>;
}

export type Labels = Pick<Mention, 'sentiment' | 'intents' | 'topics' | 'urgency'>;

/** What corrections would change, of the mentions that were not corrected themselves. */
export interface CorrectionTrial {
  changes: number;
  /** Mentions looked at, of all. */
  looked: number;
  of: number;
  samples: { text: string; before: Labels; after: Labels }[];
}

/** What the corrected texts teach; no weights if there is nothing to learn. */
export interface Lessons {
  /** `texts`: how many corrected ones the rule puts right. */
  rules: { texts: number; rule: PhraseRule }[];
  features: number;
  weights: OwnWeights | null;
}

export type RatedLabel = Exclude<SentimentLabel, 'unrated'>;
/** What a person says of a mention; unclear: can't tell. */
export type Verdict = RatedLabel | 'unclear';

/** A person's label of one mention, without its text. */
export interface AuditLabel {
  /** SHA-256 of the input, else its name. */
  file: string;
  row: number;
  /** Which of the row's mentions, from 1, where it holds several. */
  part?: number;
  sentiment: Verdict;
}

/** The sample that is drawn to be labelled, and the labels so far. */
export interface AuditSettings {
  seed: number;
  size: number;
  stratified: boolean;
  labels: AuditLabel[];
}

/** A date that the person marks, and how many days before and after it are compared. */
export interface Annotation {
  at: string;
  label: string;
  days?: number;
}

/** So many mentions that meet a filter, `by` being the last day in time. */
export interface Goal {
  name: string;
  filter: Filter;
  target: number;
  by?: string;
}

export interface Settings {
  brands: Brand[];
  timeZone: string;
  /** Of the summary's sentences. */
  language?: string;
  inputs: InputSettings[];
  topics?: OwnTopic[];
  annotations?: Annotation[];
  goals?: Goal[];
  counting?: 'full' | 'fractional';
  /** Of trends; left out, the span decides. */
  unit?: TimeUnit;
  /** Of topics that Earshot knows, where it is not the usual one. */
  teams?: Partial<Record<Topic, string>>;
  corrections?: Corrections;
  audit?: AuditSettings;
}

/** A mention to be labelled, without what Earshot and the export say of it. */
export interface SampledMention {
  file: string;
  row: number;
  part: number;
  name: string;
  time: string | null;
  platform: string | null;
  author: string | null;
  title: string | null;
  text: string | null;
  sentiment: Verdict | null;
}

/** Where a mention stands. */
export interface Place {
  file: string;
  row: number;
  /** Which of the row's mentions, where it holds several. */
  part?: number;
}

/** Where the mentions of a group stand; null: they are too many to be listed. */
export type Places = { file: string; rows: number[]; parts?: number[] }[] | null;

/** All keys are optional and combined with AND. A `platform` or `country` of "" is none. `from` is inclusive, `to` exclusive, both in the report's time zone. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

export interface Filter {
  brand?: string;
  sentiment?: SentimentLabel;
  platform?: string;
  language?: string;
  intent?: Intent;
  topic?: string;
  urgency?: Urgency;
  country?: string;
  author?: string;
  tier?: string;
  kind?: string;
  file?: string;
  duplicates?: 'once';
  team?: string;
  weekday?: Weekday;
  /** 0 to 23. */
  hour?: string;
  /** By a brand. */
  answered?: 'yes' | 'no';
  /** By any mention that the exports hold. */
  replied?: 'yes' | 'no';
  from?: string;
  to?: string;
  search?: string;
  /** On the export's scale, both ends inclusive. */
  rating?: { min: number; max: number };
  /** Just these, on top of the other conditions. */
  mentions?: readonly Place[];
}

/** A value with its 95 % interval. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
}

export type SentimentCounts = Record<SentimentLabel, number>;

export interface Note {
  code: string;
  row: number;
  column: string;
  count: number;
  detail: string;
  message: string;
}

/** records = mentions + empty + duplicates + rejected */
export interface InputCounts {
  records: number;
  mentions: number;
  empty: number;
  duplicates: number;
  rejected: number;
}

/** What became of one input, as the report says it. */
export interface Input extends InputCounts {
  name: string;
  bytes: number;
  sha256: string | null;
  format: string | null;
  encoding: string | null;
  notes: Note[];
  error: CoreError | null;
  cancelled: boolean;
}

/** What was recognised in one input, and what became of it. */
export interface Inspection {
  name: string;
  bytes: number;
  sha256: string | null;
  packed: 'zip' | 'gzip' | null;
  container: string;
  /** A named format, else the container. */
  format: string | null;
  /** The name of the product whose export it is. */
  formatTitle: string | null;
  encoding: string | null;
  delimiter: string | null;
  sheet: string | null;
  sheets: string[];
  headerRow: number | null;
  /** The columns as found without the person's word. */
  header: string[];
  columns: { header: string; field: string | null }[];
  /** The first rows, cell by cell. */
  preview: string[][];
  dateOrder: DateOrder | null;
  dates: { ambiguous: boolean; sentence: string | null; example: string | null; timeZone: string | null };
  period: { from: string; to: string } | null;
  counts: InputCounts;
  /** Questions whose answers are counted by choice. */
  polls: number;
  /** The person's word that was followed. */
  applied: InputSettings | null;
  /** The first of the records that did not become mentions. */
  rejected: { row: number; code: string; message: string }[];
  notes: Note[];
  error: CoreError | null;
  cancelled: boolean;
}

export interface BrandFigures {
  name: string;
  mentions: number;
  share: Estimate | null;
  sentiment: SentimentCounts;
  netSentiment: { polar: Estimate | null; total: Estimate | null };
  reach: number | null;
  engagement: number | null;
}

export type TimeUnit = 'hour' | 'day' | 'week' | 'month';

export interface TimePoint {
  start: string;
  mentions: number;
  brands: Record<string, number>;
  sentiment: SentimentCounts;
  brandSentiment: Record<string, SentimentCounts>;
}

export interface Timeline {
  unit: TimeUnit;
  points: TimePoint[];
}

export interface PlatformFigures {
  /** null: the export does not say. */
  name: string | null;
  mentions: number;
  brands: Record<string, number>;
  sentiment: SentimentCounts;
}

export interface LanguageFigures {
  code: string;
  mentions: number;
  sentiment: SentimentCounts;
}

/** Mentions with a label. */
export interface LabelFigures<Name extends string> {
  name: Name;
  mentions: number;
  sentiment: SentimentCounts;
}

/** A question with choices: a platform's poll, or of a survey. */
export interface Poll {
  question: string | null;
  file: string;
  row: number;
  votes: number;
  options: { label: string; votes: number; share: Estimate | null }[];
}

/** Mentions by the label they are judged by, then by ours. */
export type LabelTable = Record<RatedLabel, Record<RatedLabel, number>>;

/** Our sentiment against that of the export. */
export interface Agreement {
  n: number;
  unrated: number;
  table: LabelTable;
  observed: Estimate | null;
  kappa: Estimate | null;
}

/** Our sentiment against the person's labels of a sample, over all mentions whatever the filter. */
export interface AuditFigures {
  seed: number;
  size: number;
  stratified: boolean;
  sampled: number;
  unclear: number;
  n: number;
  table: LabelTable;
  accuracy: Estimate | null;
  classes: Record<RatedLabel, Record<'precision' | 'recall' | 'f1', Estimate | null>>;
  kappa: Estimate | null;
  counted: Record<RatedLabel, number>;
  corrected: Record<RatedLabel, Estimate> | null;
  uncorrected: 'tooFewLabels' | 'classMissing' | 'notInvertible' | null;
}

export interface Report {
  schema: 1;
  engine: { version: string; model: string };
  settings: { brands: Brand[]; brandSource: BrandSource; timeZone: string; counting: string };
  filter: Filter | null;
  inputs: Input[];
  period: { from: string | null; to: string | null; timeZone: string };
  totals: {
    mentions: number;
    branded: number;
    authors: number | null;
    reach: number | null;
    engagement: number | null;
    undated: number;
    sentiment: SentimentCounts;
  };
  brands: BrandFigures[];
  platforms: PlatformFigures[];
  /** Platforms that are too many to list. */
  otherPlatforms: { platforms: number; mentions: number };
  languages: LanguageFigures[];
  /** None where no export says. */
  countries: { name: string | null; mentions: number }[];
  intents: LabelFigures<Intent>[];
  topics: (LabelFigures<string> & { team: string | null })[];
  urgency: LabelFigures<Urgency>[];
  teams: LabelFigures<string>[];
  timeline: Timeline;
  /** Over all inputs, whatever the filter. */
  polls: Poll[];
  agreement: Agreement | null;
  audit: AuditFigures | null;
}

export interface Mention {
  id: string | null;
  text: string | null;
  title: string | null;
  author: string | null;
  followers: number | null;
  reach: number | null;
  platform: string | null;
  url: string | null;
  time: string | null;
  language: string | null;
  country: string | null;
  likes: number | null;
  comments: number | null;
  shares: number | null;
  views: number | null;
  engagement: number | null;
  rating: number | null;
  givenSentiment: RatedLabel | null;
  query: string | null;
  parent: string | null;
  kind: 'original' | 'repost' | 'reply' | 'quote';
  brands: string[];
  sentiment: { label: SentimentLabel; scores: Record<RatedLabel, number> | null };
  /** What is aimed at each of `brands`. */
  brandSentiment: Record<string, { label: SentimentLabel }>;
  intents: Intent[];
  topics: string[];
  urgency: Urgency;
  urgencyBecause: UrgencyReason[];
  teams: string[];
  source: Place;
}

/** A place in a text; `Utf16` counts as JavaScript does. */
export interface Span {
  startUtf16: number;
  endUtf16: number;
}
/** `weight`: log-odds for the label (for positive against negative); null for a word of an own topic. */
export interface Reason extends Span {
  weight: number | null;
}

/** Why a mention has its labels: the places that spoke, in its title, a line feed and its text. */
export interface Explanation extends Pick<Mention, 'brands' | 'sentiment' | 'intents' | 'topics' | 'urgency' | 'urgencyBecause' | 'teams'> {
  text: string;
  brandSentiment: Record<string, Mention['sentiment']>;
  questions: string[];
  evidence: {
    sentiment: Reason[];
    intents: Partial<Record<Intent, Reason[]>>;
    topics: Record<string, Reason[]>;
    urgency: Reason[];
    /** `phrase` null: the text itself was corrected. */
    corrections: ({ phrase: string | null } & Partial<Span>)[];
    brands: ({ name: string; as: string; how: How } & Span)[];
  };
}

/** What has been read so far, over all inputs. */
export interface Counts extends InputCounts {
  bytes: number;
}

/** A figure with its interval, what it rests on, and whether that is enough to show it without a warning. */
export interface Figure extends Estimate {
  n: number;
  enough: boolean;
}

/** A mention as sections quote it. */
export interface Quoted {
  text: string;
  cut: boolean;
  author: string | null;
  platform: string | null;
  time: string | null;
  url: string | null;
  sentiment: SentimentLabel;
  source: Place;
}

export interface Mood {
  mentions: number;
  sentiment: SentimentCounts;
  netSentiment: { polar: Figure | null; total: Figure | null };
  positiveRatio: Figure | null;
  experienceScore: Figure | null;
}

export interface NamedMood extends Mood {
  name: string | null;
}

interface VoiceShare {
  sum: number | null;
  share: Figure | null;
}

export interface Voice {
  name: string;
  own: boolean;
  mentions: number;
  volume: Figure | null;
  reach: VoiceShare;
  engagement: VoiceShare;
  authors: VoiceShare;
}

/** What a share of voice is of, besides mentions. */
export type Measure = 'reach' | 'engagement' | 'authors';

/** Brands in a part of the mentions, each with its share of the mentions and of the other measures there. */
export interface VoicesIn {
  name: string | null;
  mentions: number;
  brands: ({ name: string; share: Figure | null } & Record<`${Measure}Share`, Figure | null>)[];
}

/** One entry for each step of time; no ends of an interval where it rests on too few authors. */
export interface ShareOverTime {
  value: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
}

export interface Gap {
  competitor: string;
  topic: string;
  theirs: Figure | null;
  ours: Figure | null;
  difference: Estimate | null;
}

export interface Person extends Mood {
  name: string;
  platform: string | null;
  reach: number | null;
  engagement: number | null;
  followers: number | null;
  tier: Tier | 'unknown';
  influence: number | null;
}

export const tiers = ['nano', 'micro', 'mid', 'macro', 'mega'] as const;
export type Tier = (typeof tiers)[number];

export interface FoundPhrase {
  text: string;
  search: string;
  inside: number;
  outside: number;
  z: number;
  clear: boolean;
  examples?: Quoted[];
}

export interface RequestGroup {
  text: string;
  search: string | null;
  mentions: number;
  unanswered?: number | null;
  brands: { name: string; mentions: number }[];
  examples: Quoted[];
  places: Places;
}

export interface Requests {
  mentions: number;
  looked: number;
  unanswered?: number | null;
  groups: RequestGroup[];
  otherGroups: number;
  otherMentions: number;
}

export type ChangeVerdict = 'up' | 'down' | 'no clear change';

/** A figure here and there: by how much they differ, or as a ratio. An end that is null is without bounds. */
export interface Change {
  ratio?: { value: number; low: number | null; high: number | null };
  difference?: { value: number; low: number | null; high: number | null };
  verdict: ChangeVerdict;
  enough: boolean;
}

interface Side {
  value: number;
  n: number;
}

export interface SpikeFigures {
  event: number;
  series: { of: 'all' | 'brand' | 'platform' | 'topic'; name: string | null; negative: boolean };
  start: string;
  end: string;
  peak: string;
  observed: number;
  expected: number;
  ratio: { value: number; low: number; high: number | null };
  crisis: boolean | null;
  drivers: {
    phrases: FoundPhrase[];
    authors: { name: string | null; mentions: number }[];
    platforms: { name: string | null; mentions: number }[];
    voices: 'many voices' | 'one text' | 'few authors';
    authorCount: number | null;
  };
}

export interface RatedGroup {
  name: string | null;
  ratings: number;
  mean: Figure | null;
  reviewsMissing: number;
  bestRatingsMissing: number | null;
}

/** Sections of the report, by their keys; those that were asked for. */
export interface Answers {
  summary?: { sentences: { text: string; figure: string }[] };
  adequacy?: {
    enough: boolean;
    warnings: { code: string; measured: number; of: string | null; message: string }[];
  };
  sov?: {
    counting: 'full' | 'fractional';
    brands: Voice[];
    platforms: VoicesIn[];
    languages: VoicesIn[];
    countries: VoicesIn[];
    points: { start: string; mentions: number; brands: { name: string; mentions: number }[] }[];
    pointShares: ({ name: string } & Record<Measure, ShareOverTime | null>)[];
  };
  sentiment?: Mood & {
    brands: NamedMood[];
    platforms: NamedMood[];
    languages: NamedMood[];
    intents: NamedMood[];
  };
  topics?: (NamedMood & { complaints: Figure | null })[];
  compare?: {
    own: string;
    ownBy: string;
    brands: (Mood & {
      name: string;
      share: Figure | null;
      topics: { name: string; netSentiment: Figure | null }[];
      strengths: string[];
      weaknesses: string[];
    })[];
    openings: Gap[];
    threats: Gap[];
  } | null;
  people?: {
    authors: number;
    concentration: { authors: number; mentions: number; of: number; share: number | null } | null;
    tiers: (Mood & { name: Tier | 'unknown'; authors: number; engagement: number | null })[];
    byMentions: Person[];
    byReach: Person[];
    byEngagement: Person[];
    byInfluence: Person[];
    brands: {
      name: string;
      advocates: { authors: number; shown: { name: string }[] };
      detractors: { authors: number; shown: { name: string }[] };
    }[];
  } | null;
  ratings?: {
    scales: (Omit<RatedGroup, 'name'> & {
      /** The best grade; null where it is not known. */
      scale: number | null;
      trustedMean: number | null;
      distribution: { grade: number; ratings: number; share: Figure | null }[];
      brands: RatedGroup[];
      platforms: RatedGroup[];
    })[];
  };
  goals?: {
    name: string;
    target: number;
    by: string | null;
    mentions: number;
    ofTarget: number;
    expected: string | null;
    reached: string | null;
    inTime: boolean | null;
    quotes: Quoted[];
  }[];
  conversion?: {
    of: 'clicks' | 'recipients';
    conversions: number;
    people: number;
    rate: Figure | null;
  } | null;
  response?: {
    mentions: number;
    answered: number;
    rate: Figure | null;
    seconds: { n: number; median: number; mean: Figure | null; fastest: number; slowest: number } | null;
    withinDay: Figure | null;
  } | null;
  clusters?: {
    mentions: number;
    once: number;
    clusters: number;
    brands: { name: string; mentions: number; once: number; share: Figure | null; shareOnce: Figure | null }[];
    largest: { mentions: number; authors: number; since: string | null; first: Quoted; places: Places }[];
  };
  phrases?: {
    looked: number;
    of: number;
    apart: { of: 'selection' | 'against' | 'sentiment' | 'brand'; name: string | null; phrases: FoundPhrase[] }[];
    lastQuarter: string | null;
    emerging: { phrases: FoundPhrase[] } | null;
    fading: { phrases: FoundPhrase[] } | null;
  };
  questions?: Requests;
  wishes?: Requests;
  faults?: Requests;
  quotes?: { groups: { brand: string | null; sentiment: SentimentLabel; mentions: number; quotes: Quoted[] }[] };
  trends?: {
    unit: TimeUnit;
    starts: string[];
    series: { brand: string | null; mentions: (number | null)[]; average: (number | null)[] }[];
    annotations: {
      at: string;
      label: string;
      days: number;
      figures: ({ brand: string | null; figure: string; after: Side; before: Side } & Change)[];
    }[];
    hours: { mentions: number[][]; negativeShare: (number | null)[][] } | null;
  };
  spikes?: { unit: TimeUnit; expectedFalseAlarms: number; spikes: SpikeFigures[] };
  against?: {
    mentions: number;
    against: number;
    figures: ({ of: string; name: string | null; figure: string; value: Side; against: Side } & Change)[];
  } | null;
}
