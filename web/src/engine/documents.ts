// The JSON documents that cross the border between the core and the page (report schema 1).

export type SentimentLabel = 'positive' | 'neutral' | 'negative' | 'unrated';

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
  own: boolean;
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

export interface Settings {
  brands: Brand[];
  timeZone: string;
}

/** All keys are optional and combined with AND. A `platform` of "" is none. `from` is inclusive, `to` exclusive, both in the report's time zone. */
export interface Filter {
  brand?: string;
  sentiment?: SentimentLabel;
  platform?: string;
  language?: string;
  from?: string;
  to?: string;
  search?: string;
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

/** What became of one input, as the report says it. */
export interface Input {
  name: string;
  bytes: number;
  sha256: string | null;
  format: string | null;
  encoding: string | null;
  records: number;
  mentions: number;
  empty: number;
  rejected: number;
  notes: Note[];
  error: CoreError | null;
  cancelled: boolean;
}

/** The same with what was recognised in it. */
export interface Inspection {
  name: string;
  bytes: number;
  sha256: string | null;
  format: string | null;
  encoding: string | null;
  delimiter: string | null;
  headerRow: number | null;
  columns: { header: string; field: string | null }[];
  dateOrder: string | null;
  counts: { records: number; mentions: number; empty: number; rejected: number };
  /** The first of the records that could not be read. */
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
  timeline: Timeline;
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
  givenSentiment: Exclude<SentimentLabel, 'unrated'> | null;
  query: string | null;
  parent: string | null;
  kind: 'original' | 'repost' | 'reply' | 'quote';
  brands: string[];
  sentiment: { label: SentimentLabel; scores: Record<Exclude<SentimentLabel, 'unrated'>, number> | null };
  source: { file: string; row: number };
}

/** What has been read so far, over all inputs. */
export interface Counts {
  bytes: number;
  records: number;
  mentions: number;
  empty: number;
  rejected: number;
}
