// Names that an export or the core may leave open.
import { topics } from '../engine/documents';
import { countryName, languageName } from '../i18n/format';
import { t, type Key } from '../i18n/text';

export const nameOfLanguage = (code: string): string =>
  code === 'mul' ? t('where.severalLanguages') : (languageName(code) ?? t('where.unknownLanguage'));
export const nameOfPlatform = (name: string | null): string => name || t('where.unknownPlatform');
/** Codes of two letters by the country's name. */
export const nameOfCountry = (name: string | null): string =>
  name ? (countryName(name) ?? name) : t('where.unknownPlatform');
export const nameOfTier = (tier: string): string =>
  tier === 'unknown' ? t('where.unknownPlatform') : t(`tier.${tier}` as Key);

const isKnown = <Name extends string>(names: readonly Name[], name: string): name is Name =>
  (names as readonly string[]).includes(name);
/** Of a topic that Earshot knows, or of the person's. */
export const nameOfTopic = (name: string | null): string =>
  name !== null && isKnown(topics, name) ? t(`topic.${name}`) : (name ?? '');

const usualTeams = ['product', 'sales', 'care', 'legal', 'pr'] as const;
export const nameOfTeam = (name: string): string => (isKnown(usualTeams, name) ? t(`team.${name}`) : name);

/** The fields of a mention that a column can fill, as the core names them, in the order of a choice. */
const fields: Record<string, Key> = {
  text: 'column.text',
  title: 'field.title',
  answers: 'field.answers',
  tags: 'field.tags',
  date: 'field.date',
  clock: 'field.clock',
  author: 'column.author',
  platform: 'column.platform',
  language: 'column.language',
  country: 'detail.country',
  url: 'detail.address',
  id: 'detail.id',
  likes: 'detail.likes',
  comments: 'detail.comments',
  shares: 'detail.shares',
  views: 'detail.views',
  engagement: 'detail.engagement',
  reach: 'detail.reach',
  followers: 'detail.followers',
  rating: 'detail.rating',
  givenSentiment: 'detail.given',
  query: 'detail.query',
  parent: 'detail.parent',
  repostOf: 'field.repostOf',
  replyTo: 'field.replyTo',
  quoteOf: 'field.quoteOf',
  postKind: 'field.postKind',
  answeredAt: 'field.answeredAt',
  responseTime: 'field.responseTime',
  replied: 'field.replied',
  conversions: 'field.conversions',
  recipients: 'field.recipients',
  clicks: 'field.clicks',
  extra: 'field.extra',
};

/** What a person can choose for a column. */
export const choosableFields: string[] = Object.keys(fields).filter((field) => field !== 'extra');

export const nameOfField = (field: string): string =>
  Object.hasOwn(fields, field) ? t(fields[field] as Key) : field;

const knownZones = Intl.supportedValuesOf('timeZone');
const zones = knownZones.includes('UTC') ? knownZones : ['UTC', ...knownZones];

/** Time zones to choose from, the one in force among them, as IANA name and as it is shown. */
export const zoneOptions = (inForce: string | null): [string, string][] =>
  (inForce === null || zones.includes(inForce) ? zones : [inForce, ...zones]).map((name) => [
    name,
    name.replaceAll('_', ' '),
  ]);
