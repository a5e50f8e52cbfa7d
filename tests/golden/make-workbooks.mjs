// Writes the workbooks among the fixtures anew. Each is laid out like the export it stands for, with
// that export's quirks; the zip around it is stored without compression, so that the bytes depend on
// nothing but this file.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

import { zip } from '../zip.mjs';

const folder = fileURLToPath(new URL('fixtures/formats/', import.meta.url));

const escape = (text) =>
  String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const column = (at) => (at < 26 ? '' : column(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26));

/** A day as spreadsheets count it, shown as a date. */
const day = (serial) => ({ serial });

/**
 * rows     arrays of cells: text, number, day(), {rich, reading}, or null for none
 * shared   texts stand in the table of shared strings, numbers as texts too
 * bare     cells do not say where they stand
 * links    target by cell, as in {"H7": "https://..."}
 */
function workbook(sheets, { shared = false, bare = false } = {}) {
  const strings = [];
  const links = {};
  const item = (value) =>
    value.rich
      ? value.rich.map((run) => `<r><t xml:space="preserve">${escape(run)}</t></r>`).join('') +
        (value.reading ? `<rPh sb="0" eb="2"><t>${escape(value.reading)}</t></rPh>` : '')
      : `<t xml:space="preserve">${escape(value)}</t>`;
  const cell = (value, place) => {
    const at = bare ? '' : ` r="${place}"`;
    if (value?.serial !== undefined) return `<c${at} s="1"><v>${value.serial}</v></c>`;
    if (typeof value === 'number' && !shared) return `<c${at}><v>${value}</v></c>`;
    if (!shared) return `<c${at} t="inlineStr"><is>${item(value)}</is></c>`;
    strings.push(`<si>${item(value)}</si>`);
    return `<c${at} t="s"><v>${strings.length - 1}</v></c>`;
  };
  const kXml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const kMain = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const kRelations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const kPackage = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const files = {};
  sheets.forEach((sheet, index) => {
    const rows = sheet.rows.map((row, at) => {
      if (row.length === 0) return '';  // blank rows are left out
      const cells = row.map((value, place) =>
        value === null ? (bare ? '<c/>' : '') : cell(value, `${column(place)}${at + 1}`));
      return `<row r="${at + 1}">${cells.join('')}</row>`;
    });
    const targets = Object.entries(sheet.links ?? {});
    const marks = targets.map(([place], link) => `<hyperlink ref="${place}" r:id="rId${link + 1}"/>`);
    files[`xl/worksheets/sheet${index + 1}.xml`] =
      `${kXml}<worksheet xmlns="${kMain}" xmlns:r="${kRelations}"><dimension ref="A1"/>` +
      `<sheetData>${rows.join('')}</sheetData>` +
      `${marks.length ? `<hyperlinks>${marks.join('')}</hyperlinks>` : ''}</worksheet>`;
    if (targets.length) {
      links[`xl/worksheets/_rels/sheet${index + 1}.xml.rels`] =
        `${kXml}<Relationships xmlns="${kPackage}">` +
        targets.map(([, target], link) => `<Relationship Id="rId${link + 1}" Type="${kRelations}/hyperlink" Target="${escape(target)}" TargetMode="External"/>`).join('') +
        '</Relationships>';
    }
  });
  const types = sheets.map((_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`);
  return zip({
    '[Content_Types].xml':
      `${kXml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>${types.join('')}</Types>`,
    '_rels/.rels': `${kXml}<Relationships xmlns="${kPackage}"><Relationship Id="rId1" Type="${kRelations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml':
      `${kXml}<workbook xmlns="${kMain}" xmlns:r="${kRelations}"><sheets>` +
      sheets.map((sheet, at) => `<sheet name="${escape(sheet.name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('') +
      '</sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      `${kXml}<Relationships xmlns="${kPackage}">` +
      sheets.map((_, at) => `<Relationship Id="rId${at + 1}" Type="${kRelations}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join('') +
      `<Relationship Id="rId${sheets.length + 1}" Type="${kRelations}/styles" Target="styles.xml"/><Relationship Id="rId${sheets.length + 2}" Type="${kRelations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/styles.xml':
      `${kXml}<styleSheet xmlns="${kMain}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `${kXml}<sst xmlns="${kMain}" count="${strings.length}" uniqueCount="${strings.length}">${strings.join('')}</sst>`,
    ...files,
    ...links,
  }, { stored: true });
}

/** Rows of a wide table from objects. */
function table(header, rows) {
  for (const row of rows) {
    for (const name of Object.keys(row)) {
      if (!header.includes(name)) throw new Error(`no column ${name}`);
    }
  }
  return [header, ...rows.map((row) => header.map((name) => row[name] ?? null))];
}

const T = {
  battery: '오르베사 위스프 3 배터리가 하루 종일 가요, 만족합니다',
  dropouts: 'ブレンヴィクのスカルド、音が途切れて本当に困る',
  delivery: 'Орвесса прислала новые наушники за два дня, спасибо',
  broke: 'The Orvessa Wisp 3 case broke after one week, very disappointing',
  crashes: '브렌빅 앱이 자꾸 꺼져서 짜증나요',
  polite: 'オルヴェッサの接客がとても丁寧でした',
  prices: 'Бренвик опять поднял цены, это уже слишком',
  support: 'Brenvik support answered within an hour, brilliant',
  frost: 'Кто-нибудь пробовал Skald Mini на морозе?',
};

const kTalkwalker = [
  'url', 'indexed', 'published', 'search_indexed', 'title_snippet', 'content_snippet', 'title', 'content',
  'root_url', 'domain_url', 'host_url', 'parent_url', 'lang', 'porn_level', 'fluency_level', 'spam_level',
  'sentiment', 'source_type', 'post_type', 'cluster_id', 'meta_cluster_id', 'tags_internal', 'tags_marking',
  'tags_customer', 'entity_urls', 'images.url', 'images.width', 'images.height', 'images.legend',
  'matched_profile', 'article_extended_attributes.facebook_shares', 'article_extended_attributes.facebook_likes',
  'article_extended_attributes.twitter_retweets', 'article_extended_attributes.url_views',
  'article_extended_attributes.num_comments', 'source_extended_attributes.twitter_followers',
  'extra_article_attributes.world_data.country_code', 'extra_article_attributes.world_data.longitude',
  'extra_author_attributes.id', 'extra_author_attributes.name', 'extra_author_attributes.birthdate.date',
  'extra_author_attributes.short_name', 'extra_author_attributes.description', 'extra_source_attributes.name',
  'engagement', 'reach', 'provider', 'article_extended_attributes.twitter_likes', 'word_count',
];

const kMeltwater = [
  'Date', 'Time', 'Document ID', 'URL', 'Input Name', 'Keywords', 'Information Type', 'Source Type',
  'Source Name', 'Source Domain', 'Content Type', 'Author Name', 'Author Handle', 'Title', 'Opening Text',
  'Hit Sentence', 'Image', 'Hashtags', 'Links', 'Country', 'Region', 'State', 'City', 'Language', 'Sentiment',
  'Keyphrases', 'Reach', 'Global Reach', 'National Reach', 'Local Reach', 'AVE', 'Social Echo',
  'Editorial Echo', 'Engagement', 'Shares', 'Quotes', 'Likes', 'Replies', 'Reposts', 'Comments', 'Reactions',
  'Views', 'Estimated Views', 'Document Tags', 'Custom Categories', 'Custom Fields',
];

const kYouScan = [
  'Fecha', 'Hora', 'Título', 'Texto', 'URL', 'Sentimiento', 'Autor', 'Apodo', 'Perfil', 'Suscriptores', 'Edad',
  'Datos demográficos', 'Fuente', 'Lugar de publicación', 'Perfil del lugar de publicación',
  'Suscriptores del lugar de publicación', 'Calificación del lugar de publicación', 'Tipo de recurso',
  'Tipo de publicación', 'Tipos de contenido', 'Formato específico de la fuente', 'País', 'Región', 'Ciudad',
  'Idioma', 'Etiquetas', 'Notas', 'Asignado a', 'Procesado', 'Guardado', 'Engagement', 'Reacciones', 'Me gusta',
  'Amor', 'Ja ja', 'Wow', 'Triste', 'Enojado', 'Preocupado', 'No me gusta', 'Comentarios', 'Republicaciones',
  'Visualizaciones', 'Impresiones (publicaciones propias)', 'Alcance (publicaciones propias)',
  'Número de Guardados', 'Alcance potencial', 'Rating', 'Batería', 'Precio',
];

const kBooks = {
  // Every cell is a shared string, numbers too; the dimension is wrong, as in all of these.
  talkwalker_workbook: workbook([{
    name: 'Sheet0',
    rows: table(kTalkwalker, [
      {
        url: 'https://twitter.com/minji_day/status/301', indexed: '23/09/25 11:00:24', published: '22/09/25 11:00:24',
        search_indexed: '23/09/25 12:00:00', content: T.battery, content_snippet: '...', lang: 'ko', sentiment: 5,
        parent_url: 'https://twitter.com/minji_day/status/301', source_type: 'SOCIALMEDIA,SOCIALMEDIA_TWITTER',
        matched_profile: 'SEARCH /  / Orvessa', 'source_extended_attributes.twitter_followers': 512,
        'article_extended_attributes.twitter_likes': 9, 'article_extended_attributes.twitter_retweets': 4,
        'extra_author_attributes.name': '김민지', 'extra_author_attributes.description': 'small sounds, long walks and tea',
        'extra_article_attributes.world_data.longitude': '0.0', engagement: 13, reach: 700,
      },
      {
        url: 'https://twitter.com/haru_b/status/302', published: '22/09/25 12:10:00', search_indexed: '23/09/25 12:00:00',
        content: `RT @minji_day: ${T.battery}`, parent_url: 'https://twitter.com/minji_day/status/301', sentiment: 0,
        source_type: 'SOCIALMEDIA,SOCIALMEDIA_TWITTER', tags_internal: 'isRepost', matched_profile: 'SEARCH /  / Orvessa',
        'extra_author_attributes.name': 'Haru',
      },
      {
        url: 'https://news.example.com/a', published: '01/09/25 08:00:00', search_indexed: '23/09/25 12:00:00',
        title: 'Наушники дорожают', content: T.prices, sentiment: -5, source_type: 'ONLINENEWS',
        matched_profile: 'SEARCH /  / Brenvik',
      },
    ]),
  }], { shared: true }),

  // Dates are numbers with a style, times are text.
  meltwater_workbook: workbook([{
    name: 'Export',
    rows: table(kMeltwater, [
      {
        Date: day(46198), Time: '22:03', 'Document ID': '"1782439380000_CboPexample"', URL: 'https://x.com/lena_k/status/401',
        'Input Name': 'Orvessa brand', 'Information Type': 'social', 'Source Domain': 'x.com', 'Content Type': 'Post',
        'Author Name': 'Lena Kraus', 'Opening Text': T.broke, Sentiment: 'negative', Reach: 1200, Likes: 5, Shares: 1, Quotes: 1,
        'Document Tags': 'Defect;Case',
      },
      {
        Date: day(46198), Time: '21:00', 'Document ID': '"1782435600000_CboPreddit"', URL: 'https://www.reddit.com/r/earbuds/comments/zz',
        'Input Name': 'Orvessa brand', 'Information Type': 'social', 'Source Domain': 'reddit.com', 'Content Type': 'Post',
        Sentiment: 'not rated',
      },
      {
        Date: day(46199), Time: '09:15', 'Document ID': 'none', URL: 'https://news.example.com/2', 'Input Name': 'Orvessa brand',
        'Information Type': 'news', 'Source Domain': 'news.example.com', Title: 'オルヴェッサの新製品', 'Opening Text': T.polite,
        Sentiment: 'positive',
      },
    ]),
  }]),

  // The first row is empty, the first header too, and Source is the address.
  brand24: workbook([
    { name: 'Summary', rows: [['Project', 'Mentions'], ['Orvessa', 3]] },
    {
      name: 'Mentions',
      rows: [
        [],
        [null, 'ID', 'Date', 'Hrs', 'Title', 'Content', 'Source', 'Domain', 'Category', 'Sentiment', 'Tags'],
        [1, 'm1', '2026-01-05', '09:12', 'Case', T.broke, 'https://x.com/lena_k/status/1', 'x.com', 'Twitter', -1, 'case, warranty'],
        [2, 'm2', '2026-01-06', '10:00', '', T.support, 'https://news.example.com/2', 'news.example.com', 'News', 1, ''],
        [3, 'm3', '2026-01-07', '11:30', '', T.frost, 'https://forum.example.com/3', 'forum.example.com', 'Forums', 0, ''],
      ],
    },
  ]),

  // A column for each tag, whose cells repeat its name.
  youscan: workbook([{
    name: 'Menciones',
    rows: table(kYouScan, [
      {
        Fecha: '25.01.2026', Hora: '18:12', Texto: 'La batería de Orvessa dura todo el día, estoy muy contento', URL: 'https://www.instagram.com/p/1/',
        Sentimiento: 'Positivo', Autor: 'Lena Kraus', Apodo: 'lena_k', Suscriptores: 300, Fuente: 'instagram.com', 'Lugar de publicación': 'lena_k',
        'Tipo de recurso': 'Red social', 'Tipo de publicación': 'Publicación', País: 'España', Idioma: 'Español', Etiquetas: 'Revisado',
        Engagement: 8, 'Me gusta': 5, Comentarios: 1, Republicaciones: 2, Visualizaciones: 90, 'Alcance potencial': 1000, Batería: 'Batería',
      },
      {
        Fecha: '05.02.2026', Hora: '09:00', Texto: 'Brenvik ha vuelto a subir los precios, esto ya es demasiado', URL: 'https://x.com/nico/status/2',
        Sentimiento: 'Negativo', Autor: 'Nico', Fuente: 'x.com', 'Lugar de publicación': 'nico', 'Tipo de recurso': 'Red social',
        'Tipo de publicación': 'Republicación', Precio: 'Precio', Batería: 'Batería',
      },
      {
        Fecha: '06.02.2026', Hora: '10:00', Texto: '¿Alguien ha probado los Skald Mini con frío?', URL: 'https://x.com/ada/status/3',
        Sentimiento: 'Neutro', Autor: 'Ada', Fuente: 'x.com', 'Lugar de publicación': 'ada', 'Tipo de recurso': 'Red social',
        'Tipo de publicación': 'Comentario', Precio: 'Precio',
      },
    ]),
  }]),

  // Five rows above the header; replies are numbered in a column without a name; addresses are links.
  exportcomments: workbook([{
    name: 'Comments',
    rows: [
      ['ExportComments.com'],
      ['Source URL', 'https://www.facebook.com/orvessa/posts/1'],
      ['Exported', 4],
      [],
      [],
      [null, null, 'Name (click to view profile)', 'Profile ID', 'Date', 'Likes', 'Comment', '(view source)'],
      [1, null, 'Lena Kraus', 'ID: 123', day(46027.3833333333), 14, T.broke, 'view comment'],
      [null, '1-1', '민지', 'ID: 124', day(46027.5), 0, T.crashes, 'view comment'],
      [2, null, 'Олег', 'ID: 125', day(46028.25), 2, T.delivery, 'view comment'],
    ],
    links: {
      C7: 'https://www.facebook.com/123', H7: 'https://www.facebook.com/orvessa/posts/1?comment_id=7',
      H8: 'https://www.facebook.com/orvessa/posts/1?comment_id=8', H9: 'https://www.facebook.com/orvessa/posts/1?comment_id=9',
    },
  }]),

  // A title and a period above the header.
  medialogia: workbook([{
    name: 'Отчёт',
    rows: [
      ['Отчёт по объекту: Орвесса'],
      ['Период: 05.01.2026 - 31.01.2026'],
      [],
      ['№', 'Дата', 'Заголовок', 'Источник', 'Категория', 'Уровень', 'Регион', 'Город', 'Автор', 'МедиаИндекс', 'Заметность', 'Роль', 'Тональность', 'Охват', 'Ссылка', 'Текст'],
      [1, '05.01.2026', 'Орвесса ускорила доставку', 'Пример-ТВ', 'ТВ', 'Федеральный', 'Москва', 'Москва', 'И. Нам', 12.5, 3, 'Главная', 'позитивная', 50000, 'https://news.example.com/1', T.delivery],
      [2, '25.01.2026', 'Цены растут', 'Пример-Пресс', 'Газеты', 'Региональный', 'Казань', 'Казань', '', -3.5, 2, 'Второстепенная', 'негативная', 900, 'https://news.example.com/2', T.prices],
      [3, '31.01.2026', 'Мороз', 'Пример-Пресс', 'Газеты', 'Региональный', 'Казань', 'Казань', '', 0, 1, 'Второстепенная', 'нейтральная', 900, 'https://news.example.com/3', T.frost],
    ],
  }]),

  brand_analytics_workbook: workbook([{
    name: 'Сообщения',
    rows: [
      ['Дата', 'Время', 'Заголовок', 'Текст', 'Ссылка', 'Источник', 'Тип сообщения', 'Место публикации', 'Тональность', 'Автор', 'Кто пишет', 'Тип автора', 'Пол', 'Возраст', 'Аудитория', 'Вовлечённость', 'Лайков', 'Репостов', 'Комментариев', 'Просмотров', 'Страна', 'Регион', 'Город', 'Язык', 'Теги'],
      ['05.01.2026', '12:01', '', T.delivery, 'https://vk.com/wall5_1', 'vk.com', 'Пост', 'Наушники и звук', 'позитив', 'Олег Н.', 'Покупатель', 'Человек', 'М', '30', 500, 20, 15, 2, 3, 120, 'Россия', '', 'Казань', 'Русский', 'Доставка'],
      ['25.01.2026', '09:00', '', T.prices, 'https://vk.com/wall5_2', 'vk.com', 'Репост', 'Наушники и звук', 'негатив', 'Ира', 'Покупатель', 'Человек', 'Ж', '', 10, 0, 0, 0, 0, 5, 'Россия', '', '', 'Русский', ''],
      ['26.01.2026', '09:30', '', T.frost, 'https://vk.com/wall5_3', 'vk.com', 'Комментарий', 'Наушники и звук', 'нейтрально', 'Ян', 'Покупатель', 'Человек', 'М', '', 7, 0, 0, 0, 0, 5, 'Россия', '', '', 'Русский', ''],
    ],
  }]),

  // Cells do not say where they stand; texts come in runs, with the reading of their characters.
  quirk_phonetic: workbook([{
    name: 'シート1',
    rows: [
      ['投稿日', '投稿者', '本文', 'いいね数'],
      [day(46027), { rich: ['楓'], reading: 'カエデ' }, { rich: ['オルヴェッサの', '接客がとても丁寧でした'], reading: 'セッキャク' }, 14],
      [day(46028), { rich: ['空'], reading: 'ソラ' }, { rich: [T.dropouts] }, null],
      [day(46029), { rich: ['蓮'] }, 'スカルドミニ、通勤にちょうどいい大きさ', 3],
    ],
  }], { bare: true }),
};

for (const [name, bytes] of Object.entries(kBooks)) writeFileSync(join(folder, `${name}.xlsx`), bytes);
