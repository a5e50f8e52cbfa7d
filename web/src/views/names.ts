// Names that an export or the core may leave open.
import { languageName } from '../i18n/format';
import { t, type Key } from '../i18n/text';

export const nameOfLanguage = (code: string): string => languageName(code) ?? t('where.unknownLanguage');
export const nameOfPlatform = (name: string | null): string => name || t('where.unknownPlatform');

/** The fields of a mention that a column can fill, as the core names them. */
const fields: Record<string, Key> = {
  text: 'column.text',
  title: 'field.title',
  author: 'column.author',
  date: 'field.date',
  clock: 'field.clock',
  id: 'detail.id',
  url: 'detail.address',
  platform: 'column.platform',
  language: 'column.language',
  country: 'detail.country',
  followers: 'detail.followers',
  reach: 'detail.reach',
  engagement: 'detail.engagement',
  likes: 'detail.likes',
  comments: 'detail.comments',
  shares: 'detail.shares',
  views: 'detail.views',
  rating: 'detail.rating',
  givenSentiment: 'detail.given',
  query: 'detail.query',
  parent: 'detail.parent',
  repostOf: 'detail.kind',
  replyTo: 'detail.kind',
  quoteOf: 'detail.kind',
  postKind: 'detail.kind',
};

export const nameOfField = (field: string): string =>
  Object.hasOwn(fields, field) ? t(fields[field] as Key) : field;
