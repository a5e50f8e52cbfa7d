// The world the sample tells of: four invented makers of wireless earbuds, where people talk about
// them, when, in which language, and the two things that happen: a launch and a recall.

export const kLanguages = ['ko', 'ja', 'ru', 'en'];

/**
 * name      as settings call the brand; also its Latin spelling
 * spell     the native spelling; Russian in six cases (nominative, genitive, dative, accusative,
 *           instrumental, prepositional)
 * past      ending of a Russian past-tense verb whose subject is the brand
 * variant   other spellings in use (settings know them); typo: slips (settings do not)
 * share     weight in everyday talk
 * quality   permille that an everyday verdict on the brand is a good one
 * products  sound: how Korean reads the name, for its particles; distinct: the name alone gives the
 *           brand away, so settings list it; from/until: event before or after which it is not sold
 */
export const kBrands = [
  {
    name: 'Orvessa',
    spell: { ko: '오르베사', ja: 'オルヴェッサ', en: 'Orvessa', ru: ['Орвесса', 'Орвессы', 'Орвессе', 'Орвессу', 'Орвессой', 'Орвессе'] },
    past: 'а',
    variant: { ja: 'オルベッサ' },
    typo: { ko: ['오르배사', '오르베싸'], ja: ['オルヴエッサ'], ru: ['Орвеса'], en: ['Orvesa', 'Orvessaa'] },
    handles: { ko: 'orvessa_kr', ja: 'orvessa_jp', ru: 'orvessa_ru', en: 'orvessa' },
    app: 'orvessa-connect',
    own: true,
    share: 48,
    quality: 700,
    products: [
      {
        name: 'Wisp 2', spell: { ko: ['위스프 2', '위스프2'], ja: ['ウィスプ2', 'Wisp 2'], ru: ['Wisp 2', 'Висп 2'], en: ['Wisp 2', 'Wisp2'] },
        sound: '이', distinct: ['위스프', 'ウィスプ', 'Висп', 'Wisp 2', 'Wisp2'], share: 100,
        price: { ko: '12만 9천원', ja: '14,800円', ru: '9 990 ₽', en: '$109' },
      },
      {
        name: 'Wisp 3', spell: { ko: ['위스프 3', '위스프3'], ja: ['ウィスプ3', 'Wisp 3'], ru: ['Wisp 3', 'Висп 3'], en: ['Wisp 3', 'Wisp3'] },
        sound: '삼', distinct: ['Wisp 3', 'Wisp3'], share: 110, from: 'launch',
        price: { ko: '18만 9천원', ja: '21,800円', ru: '15 990 ₽', en: '$159' },
      },
    ],
  },
  {
    name: 'Brenvik',
    spell: { ko: '브렌빅', ja: 'ブレンヴィク', en: 'Brenvik', ru: ['Бренвик', 'Бренвика', 'Бренвику', 'Бренвик', 'Бренвиком', 'Бренвике'] },
    past: '',
    variant: { ja: 'ブレンビク' },
    typo: { ko: ['브랜빅'], ja: ['ブレンヴィック'], ru: ['Брэнвик'], en: ['Brenvick', 'Brennvik'] },
    handles: { ko: 'brenvik_kr', ja: 'brenvik_jp', ru: 'brenvik_ru', en: 'brenvik' },
    app: 'brenvik-sound',
    own: false,
    share: 24,
    quality: 580,
    products: [
      {
        name: 'Skald', spell: { ko: ['스칼드'], ja: ['スカルド', 'Skald'], ru: ['Skald', 'Скальд'], en: ['Skald'] },
        sound: '드', distinct: ['Skald', '스칼드', 'スカルド', 'Скальд'], share: 75,
        price: { ko: '16만 9천원', ja: '18,900円', ru: '13 490 ₽', en: '$139' },
      },
      {
        name: 'Skald Mini', spell: { ko: ['스칼드 미니', '스칼드미니'], ja: ['スカルドミニ'], ru: ['Skald Mini'], en: ['Skald Mini', 'Skald mini'] },
        sound: '니', distinct: [], share: 25,
        price: { ko: '9만 9천원', ja: '11,800円', ru: '7 990 ₽', en: '$89' },
      },
    ],
  },
  {
    name: 'Mirelto',
    spell: { ko: '미렐토', ja: 'ミレルト', en: 'Mirelto', ru: ['Мирельто', 'Мирельто', 'Мирельто', 'Мирельто', 'Мирельто', 'Мирельто'] },
    past: 'и',
    variant: {},
    typo: { ko: ['미랠토'], ja: ['ミレット'], ru: ['Мирелто'], en: ['Mirelo', 'Mireltoo'] },
    handles: { ko: 'mirelto_kr', ja: 'mirelto_jp', ru: 'mirelto_ru', en: 'mirelto' },
    app: 'mirelto-go',
    own: false,
    share: 19,
    quality: 620,
    products: [
      {
        name: 'M7', spell: { ko: ['M7'], ja: ['M7'], ru: ['M7'], en: ['M7'] },
        sound: '칠', distinct: [], share: 70,
        price: { ko: '8만 9천원', ja: '9,980円', ru: '6 990 ₽', en: '$79' },
      },
      {
        name: 'M7 Sport', spell: { ko: ['M7 스포츠'], ja: ['M7スポーツ', 'M7 Sport'], ru: ['M7 Sport'], en: ['M7 Sport'] },
        sound: '츠', distinct: [], share: 30,
        price: { ko: '10만 9천원', ja: '12,800円', ru: '8 990 ₽', en: '$99' },
      },
    ],
  },
  {
    name: 'Tindra',
    spell: { ko: '틴드라', ja: 'ティンドラ', en: 'Tindra', ru: ['Тиндра', 'Тиндры', 'Тиндре', 'Тиндру', 'Тиндрой', 'Тиндре'] },
    past: 'а',
    variant: {},
    typo: { ko: ['틴드러'], ja: ['テインドラ'], ru: ['Тендра'], en: ['Tinddra'] },
    // A bakery has the same name: the settings keep it out.
    exclude: ['틴드라 베이커리', 'ティンドラベーカリー', 'пекарня Тиндра', 'пекарне Тиндра', 'Tindra Bakery'],
    handles: { ko: 'tindra_audio_kr', ja: 'tindra_audio_jp', ru: 'tindra_audio_ru', en: 'tindra_audio' },
    app: 'tindra',
    own: false,
    share: 8,
    quality: 720,
    products: [
      {
        name: 'Moss', spell: { ko: ['모스'], ja: ['Moss', 'モス'], ru: ['Moss'], en: ['Moss'] },
        sound: '스', distinct: [], share: 100,
        price: { ko: '4만 9천원', ja: '5,980円', ru: '3 990 ₽', en: '$45' },
      },
    ],
  },
];
export const kOrvessa = 0;
export const kBrenvik = 1;
export const kTindra = 3;

/** What a person would type into the page's settings to track these brands. */
export function brand_settings() {
  const brands = kBrands.map((brand) => ({
    name: brand.name,
    aliases: [
      brand.spell.ko, brand.spell.ja, brand.spell.ru[0], ...Object.values(brand.variant),
      ...brand.products.flatMap((product) => product.distinct),
    ],
    handles: Object.values(brand.handles).map((handle) => `@${handle}`),
    exclude: brand.exclude ?? [],
    own: brand.own,
  }));
  return { brands, timeZone: 'Asia/Seoul' };
}

/** Share of each language in percent, its clock (hours ahead of UTC) and the countries its people live in. */
export const kTalk = {
  ko: { share: 35, utc: 9, countries: { KR: 93, US: 4, CA: 1, AU: 1, JP: 1 } },
  ja: { share: 25, utc: 9, countries: { JP: 97, US: 2, KR: 1 } },
  ru: { share: 15, utc: 3, countries: { RU: 76, KZ: 12, BY: 8, DE: 2, GE: 2 } },
  en: { share: 25, utc: -5, countries: { US: 52, GB: 18, CA: 9, AU: 7, IN: 7, SG: 4, IE: 3 } },
};

export const kPlatforms = ['X', 'Instagram', 'YouTube', 'Reddit', 'Naver Blog', 'App Store'];

/** Platform weights per language. */
export const kPlatformShare = {
  ko: { X: 33, Instagram: 17, YouTube: 20, 'Naver Blog': 17, 'App Store': 13 },
  ja: { X: 60, Instagram: 12, YouTube: 16, 'App Store': 12 },
  ru: { X: 20, Instagram: 14, YouTube: 38, Reddit: 8, 'App Store': 20 },
  en: { X: 34, Instagram: 12, YouTube: 17, Reddit: 25, 'App Store': 12 },
};

/** Weight of each hour of the local day; every line adds up to 1000. */
export const kHours = {
  ko: [34, 20, 11, 7, 6, 9, 20, 41, 54, 50, 46, 47, 62, 50, 43, 42, 44, 49, 58, 56, 60, 68, 71, 52],
  ja: [40, 22, 12, 7, 6, 13, 32, 54, 48, 36, 35, 40, 66, 41, 33, 34, 37, 46, 55, 60, 68, 76, 80, 59],
  ru: [30, 17, 10, 7, 6, 8, 17, 32, 45, 50, 52, 53, 56, 54, 50, 49, 50, 54, 60, 66, 70, 66, 58, 40],
  en: [27, 19, 13, 10, 9, 13, 24, 38, 48, 53, 54, 55, 58, 55, 52, 51, 52, 54, 56, 58, 60, 58, 49, 34],
};

/** Weight of each weekday, Sunday first. */
export const kWeekdays = [78, 104, 108, 109, 106, 98, 76];

/** Everyday talk grows by this many permille from the first day to the last. */
export const kTrend = 180;

/**
 * Events stand at the same fraction of the period whatever its length. `day` counts from 0 in a period
 * of 90 days; `hour` is the first hour, in UTC+9; `daily` is the volume of each following day, in
 * percent of an ordinary day's.
 */
export const kEvents = {
  launch: {
    day: 22, hour: 9, brand: kOrvessa, product: 1,
    daily: [150, 100, 70, 52, 40, 32, 25, 20, 16, 14, 12, 10],
  },
  // The first warm cases, before anybody makes news of it.
  heat: { day: 44, hour: 0, brand: kBrenvik, product: 0, daily: [4, 6, 8, 10, 14, 20] },
  crisis: {
    day: 50, hour: 11, brand: kBrenvik, product: 0,
    daily: [230, 290, 165, 185, 100, 66, 46, 32, 24, 18, 14, 11, 9, 7],
  },
};
export const kEventPeriod = 90;
/** Days after the crisis began on which the maker calls the product back. */
export const kRecallAfterDays = 3;
/** How strongly each language takes part in an event, in percent. */
export const kEventPull = { ko: 120, ja: 90, ru: 75, en: 97 };

/** What everyday talk is about. Verdicts are split into good and bad by the brand's quality. */
export const kTopics = {
  verdict: 36, question: 11, mention: 11, ask: 6, compare: 7, wish: 6, buy: 6, churn: 3, fault: 4, mixed: 4,
  soso: 3, recommend: 3, news: 4, resale: 2, giveaway: 1, sarcasm: 2, nobrand: 4, noise: 2, homonym: 1,
};
export const kReviewTopics = { verdict: 58, fault: 10, wish: 12, mixed: 8, soso: 5, churn: 4, question: 3 };
export const kBlogTopics = { verdict: 48, compare: 15, mixed: 14, mention: 10, news: 4, nobrand: 4, giveaway: 2, homonym: 3 };
export const kEventTopics = {
  launch: { praise: 30, question: 20, buy: 18, gripe: 9, mention: 12, news: 8, compare: 6 },
  heat: { fault: 75, worry: 25 },
  crisis: { fault: 16, anger: 27, worry: 8, question: 7, news: 12, churn: 10, joke: 7, defend: 5, mention: 8 },
  recall: { delay: 32, anger: 20, question: 18, news: 11, churn: 9, defend: 5, joke: 3, mention: 4 },
};

/**
 * What the writer of each kind of mention feels: + good, - bad, 0 neither. `intent` is the name that
 * the truth file gives it, where it differs.
 */
export const kMeaning = {
  praise: { mood: '+' }, complaint: { mood: '-' }, question: { mood: '0' }, mention: { mood: '0' },
  ask: { mood: '0', intent: 'recommendation_request' }, compare: { mood: '+', intent: 'comparison' },
  wish: { mood: '0', intent: 'suggestion' }, buy: { mood: '0', intent: 'purchase' }, churn: { mood: '-' },
  fault: { mood: '-' }, mixed: { mood: '0', intent: 'praise_and_complaint' }, soso: { mood: '0', intent: 'mention' },
  recommend: { mood: '+', intent: 'recommendation' }, news: { mood: '0' }, resale: { mood: '0' },
  giveaway: { mood: '0', intent: 'off_topic' }, sarcasm: { mood: '-', intent: 'complaint' },
  nobrand: { mood: '0', intent: 'mention' }, noise: { mood: '0', intent: 'off_topic' },
  homonym: { mood: '0', intent: 'off_topic' }, care: { mood: '0', intent: 'brand_reply' },
  'launch.praise': { mood: '+', intent: 'praise' }, 'launch.question': { mood: '0', intent: 'question' },
  'launch.buy': { mood: '+', intent: 'purchase' }, 'launch.gripe': { mood: '-', intent: 'complaint' },
  'launch.mention': { mood: '0', intent: 'mention' }, 'launch.news': { mood: '0', intent: 'news' },
  'launch.compare': { mood: '+', intent: 'comparison' },
  'crisis.fault': { mood: '-', intent: 'fault' }, 'crisis.anger': { mood: '-', intent: 'complaint' },
  'crisis.question': { mood: '0', intent: 'question' }, 'crisis.news': { mood: '0', intent: 'news' },
  'crisis.churn': { mood: '-', intent: 'churn' }, 'crisis.joke': { mood: '-', intent: 'complaint' },
  'crisis.defend': { mood: '+', intent: 'praise' }, 'crisis.mention': { mood: '0', intent: 'mention' },
  'crisis.worry': { mood: '-', intent: 'question' },
  'recall.news': { mood: '0', intent: 'news' }, 'recall.question': { mood: '0', intent: 'question' },
  'recall.delay': { mood: '-', intent: 'complaint' }, 'recall.defend': { mood: '+', intent: 'praise' },
  'recall.mention': { mood: '0', intent: 'mention' },
  'reply+': { mood: '+', intent: 'praise' }, 'reply-': { mood: '-', intent: 'complaint' },
  'reply.answer': { mood: '0', intent: 'answer' }, 'reply.chat': { mood: '0', intent: 'mention' },
};
export const kMoodName = { '+': 'positive', '-': 'negative', 0: 'neutral' };
