// Who writes: invented handles per language and platform, with few prolific authors and many who write once.

import { Prng, mix32 } from './prng.mjs';

/** Words that handles are made of: `latin` for X, Instagram and Reddit, `native` for the rest. */
const kWords = {
  ko: {
    latin: [
      ['haru', 'mongle', 'noeul', 'podo', 'bami', 'dalgom', 'gureum', 'saebyuk', 'kongi', 'mandu', 'jelly', 'moong', 'ssuk', 'duri', 'latte', 'gaeul', 'nabi', 'mint', 'hobak', 'sodam', 'dotori', 'yeoul', 'banjjak', 'ttukttak'],
      ['log', 'day', 'zip', 'note', 'home', 'diary', 'run', 'room', 'pick', 'cat', 'bear', 'wave', 'tape', 'light', 'road', 'box', 'moon', 'leaf'],
    ],
    native: [
      ['소소한', '느긋한', '야무진', '졸린', '새벽', '동네', '퇴근한', '반짝이는', '말랑', '뚝딱', '초보', '주말', '파란', '달콤', '산책하는', '조용한', '삼시세끼', '오늘도'],
      ['기록', '고양이', '리뷰어', '다람쥐', '직장인', '감자', '두부', '라디오', '러너', '집순이', '구름', '곰돌이', '도토리', '여행자', '살림꾼', '수달', '호떡', '펭귄'],
    ],
    join: ['', ' '],
  },
  ja: {
    latin: [
      ['yuzu', 'mochi', 'kumo', 'nagi', 'hiyori', 'momo', 'kinako', 'ramune', 'tsuki', 'komugi', 'sabo', 'mikan', 'shiro', 'kuro', 'anko', 'matcha', 'poko', 'suzu', 'hoshi', 'neko', 'tanuki', 'wasabi', 'kappa', 'daifuku'],
      ['maru', 'biyori', 'log', 'no_oto', 'pan', 'life', 'note', 'tei', 'dayo', 'days', 'zuki', 'club', 'beya', 'chaya', 'san', 'gurashi', 'mame', 'desu'],
    ],
    native: [
      ['ゆず', 'もち', 'くもり', 'きなこ', 'ねむい', 'しろ', 'みかん', '週末', '深夜', 'まったり', 'ぽこ', 'こむぎ', '帰宅部', '音好き', 'のんびり', 'さぼてん', '在宅', 'らむね'],
      ['まる', '日和', 'の人', 'ねこ', '会社員', 'たぬき', 'ログ', 'ぱん', 'ペンギン', '大福', '茶屋', '散歩', 'だんご', 'ラジオ', 'うさぎ', 'ランナー', '倉庫', 'かえる'],
    ],
    join: [''],
  },
  ru: {
    latin: [
      ['tihiy', 'lesnoy', 'severny', 'nochnoy', 'ryzhiy', 'sonny', 'gorod', 'zimniy', 'dikiy', 'staryi', 'veselyi', 'pixel', 'sneg', 'veter', 'mayak', 'bosoy', 'dobryi', 'kosmo', 'pyatyi', 'serdity'],
      ['kot', 'enot', 'chaynik', 'ezh', 'fonar', 'kit', 'bit', 'kaktus', 'les', 'dom', 'chay', 'zvuk', 'bober', 'ogurec', 'gus', 'tramvay', 'sputnik', 'tapok'],
    ],
    native: [
      ['Тихий', 'Лесной', 'Северный', 'Ночной', 'Рыжий', 'Сонный', 'Городской', 'Зимний', 'Дикий', 'Старый', 'Весёлый', 'Бодрый', 'Вечный', 'Добрый', 'Хмурый', 'Ленивый', 'Медный', 'Пятый'],
      ['Кот', 'Енот', 'Чайник', 'Ёж', 'Фонарь', 'Кит', 'Кактус', 'Звук', 'Бобёр', 'Огурец', 'Гусь', 'Трамвай', 'Спутник', 'Тапок', 'Пингвин', 'Сверчок', 'Пирог', 'Барсук'],
    ],
    join: [' ', ''],
  },
  en: {
    latin: [
      ['quiet', 'copper', 'lofi', 'rusty', 'mellow', 'static', 'paper', 'north', 'sleepy', 'velvet', 'tiny', 'second', 'hollow', 'pocket', 'salty', 'odd', 'analog', 'mossy', 'crisp', 'lunar', 'brisk', 'dusty', 'plain', 'spare'],
      ['otter', 'teapot', 'badger', 'comet', 'kettle', 'lantern', 'pickle', 'walrus', 'cassette', 'muffin', 'harbor', 'sparrow', 'biscuit', 'gecko', 'puddle', 'turnip', 'signal', 'heron'],
    ],
    native: [
      ['Quiet', 'Copper', 'Lofi', 'Rusty', 'Mellow', 'Static', 'Paper', 'Sleepy', 'Velvet', 'Tiny', 'Hollow', 'Pocket', 'Salty', 'Odd', 'Analog', 'Crisp', 'Lunar', 'Dusty'],
      ['Otter', 'Teapot', 'Badger', 'Comet', 'Kettle', 'Lantern', 'Pickle', 'Walrus', 'Cassette', 'Muffin', 'Harbor', 'Sparrow', 'Biscuit', 'Gecko', 'Puddle', 'Turnip', 'Signal', 'Heron'],
    ],
    join: [' ', ''],
  },
};

const kNewsWords = {
  ko: ['techmoa_news', 'digital_ilgi', 'gadget_brief_kr', 'sorijib_news', 'it_saebyuk'],
  ja: ['gadget_asa', 'oto_news_jp', 'kaden_memo', 'tech_yomi', 'digi_kawara'],
  ru: ['gadzhet_lenta', 'zvuk_novosti', 'texno_utro', 'cifra_segodnya'],
  en: ['gadget_brief', 'earbud_wire', 'the_daily_decibel', 'pocket_tech_news', 'audio_ledger'],
};

/** Followers: upper bound and weight of each tier. */
const kTiers = [
  { low: 3, high: 60, weight: 190 }, { low: 60, high: 300, weight: 340 }, { low: 300, high: 1000, weight: 250 },
  { low: 1000, high: 5000, weight: 140 }, { low: 5000, high: 20000, weight: 54 },
  { low: 20000, high: 90000, weight: 20 }, { low: 90000, high: 480000, weight: 5 }, { low: 480000, high: 1300000, weight: 1 },
];

const kFresh = 1 << 24;

export class Authors {
  /** @param mentions how many will be written: the circle of regulars grows with it */
  constructor(seed, mentions) {
    this.seed = seed;
    this.fresh = kFresh;
    this.bits = 6;
    while (this.bits < 19 && (1 << this.bits) * 40 < mentions) this.bits++;
    this.made = new Map();
  }

  /**
   * Somebody: {name, followers, register, gender}; register is 0 to 999, the lower the more casual. Half of all mentions come from people
   * never seen before.
   */
  somebody(rng, language, platform) {
    if (rng.chance(520)) return this.#make(this.fresh++, language, platform);
    const index = rng.heavy(3, this.bits);
    const key = `${language}${platform}${index}`;
    if (!this.made.has(key)) {
      if (this.made.size > 20000) this.made.clear();
      this.made.set(key, this.#make(index, language, platform));
    }
    return this.made.get(key);
  }

  /** An account that passes on the news. */
  newsroom(rng, language) {
    const index = rng.below(kNewsWords[language].length);
    const name = kNewsWords[language][index];
    return { name, followers: 4000 + (mix32(this.seed + index * 31 + name.length) % 160000), register: 999, gender: 0 };
  }

  #make(index, language, platform) {
    const own = new Prng(this.seed, index, language.charCodeAt(0), platform.charCodeAt(0), platform.length);
    const words = kWords[language];
    const latin = platform === 'X' || platform === 'Instagram' || platform === 'Reddit';
    const [first, second] = (latin ? words.latin : words.native).map((list) => own.pick(list));
    let name;
    if (latin) {
      const join = own.pick(platform === 'Instagram' ? ['_', '.', '', ''] : ['_', '', '']);
      const number = own.chance(600) ? own.pick(['', '_']) + own.between(1, own.chance(500) ? 99 : 9999) : '';
      name = first + join + second + number;
      if (own.chance(80)) name = `_${name}`;
      if (platform === 'Reddit') name = `u/${name}`;
    } else {
      name = first + own.pick(words.join) + second + (own.chance(450) ? own.between(1, 999) : '');
    }
    let draw = own.below(1000);
    let tier = 0;
    while (draw >= kTiers[tier].weight) draw -= kTiers[tier++].weight;
    return {
      name,
      followers: own.between(kTiers[tier].low, kTiers[tier].high - 1),
      register: own.below(1000),
      gender: own.below(2),
    };
  }
}
