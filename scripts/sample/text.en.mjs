// English: phrases and grammar. Forms: <careful|casual>. {b's} is the possessive.

import { Grammar, name_slots } from './phrase.mjs';
import { kBrands } from './world.mjs';

const groups = {
  // ---- aspects -------------------------------------------------------------------------------
  '+sound': `
    the sound is [fantastic|so good|really clean|<excellent|insane>]
    the bass is tight and vocals still come through
    soundstage is [the best I've heard|great] at this price
    I'm hearing [details|little things] in songs I've known for years
    no ear fatigue even after a whole workday
    didn't have to touch the EQ at all
    [jazz|old soul records|podcasts|live albums] sound [amazing|wonderful] on these`,
  '-sound': `
    the sound is [flat|muddy|tinny|<disappointing|mid>]
    the treble is painfully sharp
    it's all bass and no vocals
    they [crackle|distort|buzz] once you go past half volume
    zero soundstage
    the left one keeps getting quieter
    it sounds like music through a tin can`,
  '+anc': `
    the ANC is [unreal|surprisingly strong|<superb|nuts>]
    noise cancelling [kills|wipes out] the subway noise
    I can't hear my coworkers anymore and it's [bliss|great]
    no pressure feeling with ANC on
    transparency mode sounds natural, I keep them in at the checkout
    slept through a {n:6-13} hour flight thanks to the ANC`,
  '-anc': `
    the ANC [barely does anything|might as well not exist]
    ANC gives me a headache after ten minutes
    wind noise makes ANC useless outside
    ANC keeps switching itself off
    I can hear the whole bus with noise cancelling on`,
  '+batt': `
    battery lasts [forever|all day|way longer than I expected]
    I charge them once a week and that's it
    {n:10-15} minutes of charging gets me {n:2-4} hours
    easily {n:7-9} hours with ANC on
    still at half charge by the evening`,
  '-batt': `
    battery [dies in {n:2-3} hours|is terrible|drains overnight]
    can't get through half a day on a full charge
    the right one always dies first
    battery health tanked after {age}
    left them charging all night and woke up to 0%`,
  '+conn': `
    hasn't [dropped the connection|disconnected] once
    they connect the second I open the lid
    switching between phone and laptop is instant
    rock solid even in a crowded station
    barely any lag in games`,
  '-conn': `
    bluetooth [keeps cutting out|drops every few minutes|is a mess]
    they disconnect every time I walk [into the elevator|through the station|past the microwave]
    only one side connects half the time
    once paired with the laptop they refuse to go back to the phone
    audio is out of sync with video
    multipoint is advertised but I have to switch by hand every single time`,
  '+fit': `
    I [forget I'm wearing them|can wear them all day]
    finally something that fits small ears
    they don't budge when I run
    super light and the tips are soft
    comfy enough to sleep in`,
  '-fit': `
    my ears hurt after {n:1-2} hours
    they fall out when I [walk|chew|turn my head]
    tried every tip size and none of them fit
    way too bulky for small ears
    my ears get itchy every time I wear them`,
  '+app': `
    the app is [clean|simple|easy to use] and just works
    the last update made the app [so much faster|a lot better]
    the EQ in the app is really detailed
    find-my-buds has saved me {n:2-4} times already
    no ads in the app, thank you`,
  '-app': `
    the app [keeps crashing since the update|freezes every time I open it|logs me out every single day]
    firmware update gets stuck at {n:60-99}%
    the app can't find my earbuds
    my EQ settings keep resetting
    why does an earbud app need my location
    the app is slow and full of popups`,
  '+mic': `
    mic quality is great, nobody complains on calls anymore
    people can hear me even on a windy day
    calls are much clearer than on my old pair
    perfect for working from home`,
  '-mic': `
    people say I sound like I'm [underwater|in a cave|calling from a tunnel]
    the mic is [awful|useless] in meetings
    callers only hear traffic when I'm outside
    every call starts with "sorry, what?"`,
  '+look': `
    they look [gorgeous|so good|really sleek]
    the [cream|mint|graphite] color is even nicer in person
    matte finish, no fingerprints
    the case is tiny and fits any pocket
    people keep asking me what they are`,
  '-look': `
    the case is [huge|way too thick for a pocket]
    white gets dirty in a week
    the color looks nothing like the photos
    feels like cheap plastic for the price
    the lid is wobbly already`,
  '+price': `
    [can't beat that for {price}|unreal value at {price}]
    got them on sale, zero regrets
    holds up against stuff twice the price
    worth every penny`,
  '-price': `
    not worth {price}
    overpriced for what you get
    they went on sale a week after I bought mine
    {n:20-35} bucks for a set of ear tips, really?
    can't tell them apart from a pair half the price`,
  '+case': `
    wireless charging is so convenient
    dropped them a dozen times, not a scratch
    {age} in and still like new
    survived the washing machine
    no problems at all so far`,
  '-case': `
    the charging port got loose after {age}
    the hinge is already rattling
    dropped it once and the case cracked
    the case charges them only when it feels like it
    "water resistant" and they died from sweat`,
  '+ship': `
    they arrived the day after I ordered
    the packaging was lovely
    shipping was super quick`,
  '-ship': `
    shipping took {n:6-14} days
    the box arrived crushed
    they sent the wrong color
    my preorder got delayed {n:2-3} times`,
  '+care': `
    support replaced mine within {n:2-4} days, no questions asked
    customer service was quick and actually helpful
    support sold me a single replacement bud for cheap
    support fixed it in ten minutes`,
  '-care': `
    support never picks up the phone
    sent them in for repair {n:2-5} weeks ago and heard nothing
    all I get is copy-paste answers
    still under warranty and they say it's my fault
    they promised a refund {n:10-20} days ago, still nothing
    the chatbot just runs you in circles`,

  // ---- small parts ---------------------------------------------------------------------------
  use: `
    {n:2-4} weeks in and
    been using them for [a month|a while] and
    got mine yesterday and
    [picked these up|grabbed a pair] last week and
    I use them on my commute and
    got these as a gift and
    tried my [brother's|roommate's|coworker's] pair and
    I [run|work out|study] with them and
    {age} later and`,
  'open+': `
    okay wow,
    [honestly|ngl|I'll admit it],
    didn't expect this but
    [finally!|hot take:|update:]
    so [happy|impressed]:`,
  'open-': `
    [honestly|ugh|seriously],
    [not gonna lie|sorry but],
    I wanted to love these but
    [is it just me or|am I the only one?]
    really disappointed:`,
  'e+': `
    [.|.|!|!!|.|.]
    <[.|!|.]|[.|.| lol.| 🔥|!!| 😍| 🙌|!]>`,
  'e-': `
    [.|.|...|.|!|.]
    <[.|.|...]|[.|.| smh.| 😤|...| 🙄| 💀|]>`,
  e0: `
    [.|.|]
    <.|[|..| lol]>`,
  'more+': `
    perfect for my commute{e+}
    already told [my whole family|half the office]{e+}
    my next pair will be {b} too{e+}
    if you're on the fence, just get them{e+}
    wish I'd bought them sooner{e+}
    ordered a second pair for my dad{e+}
    great for the gym too{e+}
    can't find anything to complain about{e+}
    <definitely|definately> worth it{e+}`,
  'more-': `
    want my money back{e-}
    never again{e-}
    total waste of money{e-}
    {price} for this{e-}
    think twice before buying{e-}
    please fix this{e-}
    the update didn't help at all{e-}
    my old pair was better{e-}
    no idea where the good reviews come from{e-}`,
  more0: `
    anyone know?
    thanks in advance
    just so you know.
    will report back`,
  pos_end: `
    [highly recommend|would recommend|recommended]
    [love them|very happy with these|super happy]
    [5 stars|10/10]
    [would buy again|no regrets]`,
  neg_end: `
    [do not buy|avoid|would not recommend]
    [very disappointed|so disappointed]
    [1 star|0/10]
    [returning them|want a refund]
    [regret buying these|total letdown]`,

  // ---- everyday ------------------------------------------------------------------------------
  praise: `
    {bp}: {use} {+}{e+}{?more}
    got the {bp}, {+} and {+}{e+}
    {open+} the {bp}... {+}{e+} {pos_end}{e+}
    since I switched to {b} {+}{e+}{?more}
    {+}{e+} {b} does it again{e+}
    can't recommend the {bp} enough{e+} {+}{e+}
    just got the {bp}{e+}¶{+}{e+}¶{+}{e+}
    best thing I bought [this year|this month|all winter]: {bp}. {+}{e+}
    {use} {+}{e+} I trust {b}{e+}
    [morning|evening|late night] walk with my {bp}, {+}{e+}
    {age} with the {bp} and not a single issue{e+}{?more}
    I had no idea {b} was this good{e+} {+}{e+} {+}{e+}
    {call}thank you for the {p}, {+}{e+}
    my {bp} [make the commute bearable|got me back into running]{e+} {+}{e+}
    <the {bp} is not bad at all|{bp} aint bad at all>{e+} {+}{e+}`,
  'praise@comment': `
    {+}{e+}
    same, I have the {p} and {+}{e+}
    {b} user for {n:2-5} years here, {+}{e+}
    {bp} [is great|ftw|is my daily driver]. {+}{e+} {pos_end}{e+}
    bought the {bp} because of this {seen}{e+} {+}{e+}
    this is my {n:4-6}th pair of {b}, {+}{e+}
    {b} [is the best|never misses|gets my vote]{e+} {+}{e+}`,
  'praise@review': `
    {+}{e+}{?more}
    {+} and {+}{e+}{?more}
    {+}{e+} {+}{e+} {pos_end}.
    I use the {b} app every day.{?more}
    works great with my {p}. {+}{e+}
    {pos_end}{e+}
    [love it|works great|great app|does what it says]{e+}
    {+}{e+}¶would like more frequent updates though.
    {use} {+}{e+}`,
  'praise@reddit': `
    {use} {+}. {bp} owner here, AMA.¶¶{+}{e+} {+}{e+}
    I've had the {bp} for {age} now.¶¶Pros:¶- {+}¶- {+}¶- {+}¶¶Cons: none so far.
    {open+} {+}{e+} coming from an old wired pair, {b} really surprised me. {+}{e+}`,
  complaint: `
    {bp}: {use} {-}{e-}{?more}
    {call}my {bp} is driving me crazy, {-} and {-}{e-}
    {open-} {-} with the {bp}{e-}{?more}
    {b}, what are you doing? {-}{e-}
    would not recommend the {bp}{e-}¶{-}{e-}¶{-}{e-}
    {call}{-}{e-} {-}{e-} when is this getting fixed?
    trusted {b} and {-}{e-}{?more}
    {bp}... {-}{e-} how is this the flagship{e-}
    {-}{e-} {b}, {neg_end}{e-}
    another day, another fight with my {bp}. {-}{e-}
    regret buying the {bp}{e-} {-}{e-}
    I expected more from {b}{e-} {-}{e-}`,
  'complaint@comment': `
    {bp}: {use} {-}{e-}
    {b}? {neg_end}{e-} {-}{e-}
    {-}{e-} is it just me?
    {b} ads look great, reality: {-}{e-}
    bought the {p} and regret it{e-} {-}{e-}
    bought the {bp} after a review like this and {-}{e-}`,
  'complaint@review': `
    {-}{e-}{?more}
    {-} and {-}{e-}{?more}
    {-}{e-} {neg_end}{e-}
    the {b} app is [terrible|a joke|barely usable]. {-}{e-}
    since the last update my {p} won't connect. {-}{e-}
    devs, please fix. {-}{e-}
    {neg_end}{e-} {-}{e-}`,
  'complaint@reddit': `
    {use} {-}. {bp}, firmware {n:2-4}.{n:0-9}.{n:0-9}.¶¶{-}{e-} is this normal or should I return them?
    rant: I paid {price} for the {bp} and {-}{e-}¶¶{-}{e-} {neg_end}{e-}
    things that annoy me about the {bp}:¶¶1. {-}¶2. {-}¶3. {-}`,
  fault: `
    the [left|right] bud of my {bp} just stopped working{e-} is this a defect?
    {call}my {p} won't charge at all, no light on the case{e-}
    {bp} died after {n:3-20} days{e-}{?more}
    {bp} won't turn on. reset it {n:3-5} times{e-}
    firmware update bricked my {p}{e-} {call}help?
    touch controls on the {bp} [stopped responding|trigger by themselves], reset didn't help{e-}
    {call}second replacement and one side is dead again{e-} what is going on with {b} quality?
    high-pitched whine in the left {bp}, worse with ANC on{e-}`,
  'fault@review': `
    left bud won't connect to the {b} app. reinstalled, same thing.
    crashes right after opening since the update. [Pixel|iPhone|Galaxy].
    bricked during the firmware update. {b}, please help.
    stuck on the registration screen forever. reinstalled {n:3-9} times.
    battery always shows 0%. looks like a bug.`,
  question: `
    does the {bp} [support multipoint|work with one bud only|have wireless charging|survive rain]?
    {bp} owners, {q}
    quick question about the {bp}: {q}
    {call}{q}
    {b}: {q_brand}
    how many hours do you get on the {bp} with ANC [on|off]?
    got a question about {b}. {q} {more0}
    should I buy the {p} now or wait for the next one? {b} refresh when?
    {bp}: [cream|mint] or graphite?
    does {b} sell ear tips separately? {q}`,
  q: `
    are they okay with glasses?
    do they work with [Windows|the iPad|a Switch|my TV]?
    how bad is the wind noise on calls?
    can you buy a single replacement bud?
    do they stay in when running?
    is the EQ saved on the buds?
    do they fit small ears?
    how do I connect two devices at once?
    how do you switch between ANC and transparency?
    how do I factory reset them?
    is the lag bad in games?
    is the warranty valid abroad?
    can I buy just the case?
    how long does the battery last after a year or two?`,
  q_brand: `
    where is the repair center?
    is the warranty one year or two?
    is anyone else unable to log in to the app?
    when do they usually go on sale?
    is there a student discount?
    do I need the receipt for an exchange?
    any stores where I can try them?`,
  ask: `
    looking for earbuds under $[100|150|200]. is {b} any good?
    best earbuds for [running|calls|studying|flying]? torn between {b} and {o}
    my old pair died. thoughts on {b}?
    {b} or {o}? [mostly commuting|ANC matters most|mainly for calls]
    small ears, need recommendations. has anyone tried the {bp}?
    gift for my mom: {bp} or something else?
    {bp} or {obp}, help me decide pls
    anything under $80 with a decent mic? {b} looks pricey`,
  'ask@reddit': `
    budget is around $[100|150|200], mostly for [commuting|the gym|calls].¶¶I'm looking at {bp} and {obp}. {q}
    my old pair died after {n:2-5} years. is {b} worth a look or should I just get {o}?`,
  wish: `
    the {bp} needs {wish_hw}
    {b}, for the next model: {wish_hw}
    {call}please give us {wish_hw}
    {bp} is great, I just wish it had {wish_hw}
    {b}, {wish_app}
    I'd buy the {bp} today if it had {wish_hw}
    feature request for {b}: {wish_app}`,
  wish_hw: `
    wireless charging
    a smaller case
    a [lavender|olive|sky blue] color
    XS ear tips in the box
    a lanyard loop
    a battery replacement service
    a wired mode
    volume control on the buds
    a battery indicator on the case`,
  wish_app: `
    please add dark mode
    a battery widget would be great
    let us share EQ presets
    please support tablets
    I'd love more ANC levels
    let us change the volume of the prompts
    add a sleep timer
    add left/right balance
    let us remap the touch gestures`,
  'wish@review': `
    {wish_app}.
    {wish_app}, everything else is fine.
    {b} app: {wish_app}
    {wish_app} and I'll make it five stars.
    I use the {p}. {wish_app}`,
  buy: `
    [thinking about|this close to] getting the {bp}{e0}
    payday = {bp}{e+}
    the {bp} has been in my cart for {n:2-4} weeks. today is the day
    where's the cheapest place to get the {bp}?
    when is the {bp} back in stock? I'd buy it right now
    if {b} has a sale I'm getting the {p} for sure
    asked for the {bp} for my birthday
    my next pair will be {b}, [decided|going to the store tomorrow]{e+}
    {call}is the {p} online only? I want to buy it today`,
  compare: `
    switched from {o} to {b}: {+}{e+} with {o} {-}{e-}
    {b} is [way|clearly] better than {o}. {+} and {+}{e+}
    owned both {bp} and {obp}, {b} wins. {o}: {-}{e-}
    sold my {obp} and got the {bp}{e+} {+}{e+}
    {bp} vs {obp}¶{b}: {+}¶{o}: {-}¶winner: {b}
    with {o} {-}, with {b} {+}{e+} night and day
    came from {o}, {bp} is a huge step up{e+} {+}{e+}
    {o} can't keep up with {b} anymore. {-}{e-}`,
  'compare@reddit': `
    I own both, here's my take.¶¶**{bp}**: {+}. {+}.¶¶**{obp}**: {+}, but {-}.¶¶{b} wins for me.
    {n:2-6} weeks with {bp} after a year with {obp}.¶¶{+}{e+} on {o}, {-}{e-} not going back.`,
  churn: `
    {b}: {-} and {-}{e-} moving to {o}
    {n:2-5} years with {b}, I'm done. {-}{e-} {o} it is
    not buying {b} again{e-} {-}{e-}
    sold my {bp} and ordered {o}. {-}{e-}
    deleted the {b} app. {-}{e-}
    returned my {b} buds{e-} {-}{e-}`,
  'churn@review': `
    {-}{e-} done with {b}, uninstalling.
    put up with it for {n:2-4} years but {-}{e-} going with another brand.
    {-} and {-}{e-} asked for a refund.`,
  mixed: `
    {bp}: {+} but {-}{e-}
    {bp} pros: {+}. cons: {-}
    with {b} {+}, though {-}. fair for the money
    {bp}: {use} {+}{e+} but {-}{e-}
    {+}, only {-}{e-} fix that, {b}, and it's perfect
    {bp}, {n:3-4} out of 5. {+}. sadly {-}{e-}`,
  'mixed@review': `
    {+} but {-}{e-}
    {+}. however {-}{e-}
    {+} but {-}. will add a star when that's fixed.
    the earbuds are good but the app lets them down. {-app}{e-}`,
  soso: `
    the {bp} is [fine|okay|average]. not bad, not special either
    {b} is about what you pay for, no more no less
    still on the fence about the {bp}, need more time
    {bp} is what I expected. not the worst, not great
    {b}, [it's okay|could be better|does the job]`,
  recommend: `
    if you're shopping for earbuds just get the {bp}{e+} {+}{e+}
    {bp} is my pick for [gifts|the gym|first-timers]. {+}{e+}
    anyone who hasn't tried {b} should{e+} {+}{e+}
    people ask me about earbuds all the time and I always say {bp}{e+} {+}{e+}
    blind buy: {bp}. {+}{e+}`,
  mention: `
    [unboxing|looking at|picked up] the {bp} [today|this morning]{e0}
    on the [bus|train|way to work] with my {bp}
    {b} is opening a [store|pop-up] in [Austin|Manchester|Toronto|Singapore]
    {bp} in [cream|graphite], [ordered|on its way]{e0}
    the person next to me has the {bp} too
    {b} [app update is out|firmware {n:2-4}.{n:0-9}.{n:0-9} is rolling out]
    put stickers on my {bp} case
    watching the {b} [livestream|Q&A]
    always in my bag: {bp}, lip balm, power bank`,
  'mention@comment@YouTube': `
    {n:1-9}:{n:10-59} is that the {bp}?
    {n:4-6}th {bp} video tonight
    oh it's {b}
    the new {b} comes in {n:3-5} colors apparently`,
  news: `
    {b} [rolls out new firmware|reports first-quarter sales|redesigns its online store]
    {b} opens its {n:4-12}th store in [the UK|Canada|Texas]
    True wireless market grows {n:8-19}% as {b} and {o} fight for share
    {b} says it has sold {n:20-90},000 {p}
    Review: {bp} tested for noise cancelling and call quality
    {b} extends warranty to [two|three] years`,
  resale: `
    [selling|FS:] {bp}, [sealed|full box|barely used]. ${'$'}{n:30-90} [shipped|local pickup]
    WTS {bp}, {age} old
    looking for a left {bp} bud, DM me
    WTB {bp} charging case`,
  giveaway: `
    🎁 GIVEAWAY 🎁 follow + repost to win a {bp}! ends on the {n:14-19}th
    #ad comment below, {n:3-5} of you win the {bp} #giveaway
    who wants a {bp}? 🙋 picking a winner tonight`,
  sarcasm: `
    love how my {bp} died after {n:3-9} days. incredible build quality 👏
    shoutout to {b} support for the {n:20-50} minutes of hold music, best audio I've gotten out of this purchase
    paid {price} for earplugs, weird that they say {b} on the box
    {b} app crashed again, at this point it's a feature
    sure, {b}, "water resistant" until the first drop of rain`,
  nobrand: `
    why do I always lose exactly one earbud
    do wireless earbuds really only last {n:2-3} years?
    people who watch videos on the train without headphones, [why|please stop]
    almost got hit by a bike with noise cancelling on, be careful out there
    apparently wired earphones are cool again
    forgot my earbuds, this is going to be a long day
    need new earbuds, [too many options|send help]
    what are good budget earbuds these days?
    [song of the day 🎧|tonight's playlist], {n:5-9} tracks`,
  'nobrand@reddit': `
    do wireless earbuds really only last {n:2-3} years? the batteries in mine are gone and I can't find anyone who replaces them.
    how do you all clean your ear tips? {n:2-3} pairs in and I still haven't figured it out.`,
  noise: `
    #follow4follow #likeforlike
    [tacos|ramen|leftovers] for lunch and now I need a nap{e0}
    lmao
    [first|second]!
    rain all weekend apparently
    make ${'$'}{n:2-9}00 a day from home, link in bio 👉 https://promo.example/{n:100-999}
    this.`,
  homonym: `
    the [cardamom bun|croissant] at Tindra Bakery is unreal 😍
    waited {n:10-40} minutes at Tindra Bakery and it was worth it
    Tindra Bakery is closed this week, don't bother`,
  care: `
    Hi, {b} support here. Sorry for the trouble. {care_do}
    We're sorry to hear that. {care_do} - {b}
    Hi there, thanks for reaching out to {b}. {care_do}
    Thanks for the feedback! {care_do}`,
  care_do: `
    Could you DM us your order number and a short description?
    Please send us a DM so we can check your details.
    Send us a message and we'll set up a replacement.
    Please update the app and reset the buds. If that doesn't help, let us know.`,

  // ---- launch --------------------------------------------------------------------------------
  'launch.praise': `
    {bp} [day one|finally here]!! {+}{e+}
    {bp} in person [wow|is stunning]. {+}{e+}
    tried the {bp} in store today, {+}{e+}
    {b} [cooked|really outdid themselves] this time{e+} {+} and {+}{e+}
    coming from the 2, the {p} is [a huge jump|so much better]. {b} nailed it, {+}{e+}
    {bp} first impressions:¶- {+}¶- {+}¶more in a week
    the new {p} in [mint|mist green] 😍 {+}{e+}`,
  'launch.question': `
    {bp}: [what colors are there?|when does it ship?|any preorder bonus?]
    is the {p} that different from the 2? worth upgrading?
    {bp}, {q}
    {call}is there a trade-in for the {p} if I have the 2?
    where can I try the {bp}?
    does the case from the 2 fit the {bp}?`,
  'launch.buy': `
    preordered the {bp}{e+}
    saw the {bp} and bought it on the spot{e+} [hurry up shipping|can't wait]
    definitely getting the {bp}{e+} just need to pick a color
    checking out the {bp} after work{e+}
    {price} for the {bp}? take my money{e+}`,
  'launch.gripe': `
    {price} for the {bp}? [way too much|no thanks]{e-} what's even different from the 2{e-}
    my {bp} preorder got delayed again{e-} come on {b}
    was hyped for the {p} but [same design|charging is just as slow]{e-}
    {b} site crashed and I missed the {p} preorder{e-}
    bought the 2 {n:2-4} weeks ago and now the {bp} is out{e-}`,
  'launch.mention': `
    {bp} [announced|out] today. {price}, four colors
    watching the {b} launch event
    {bp} specs: stronger ANC, 40 hours with the case, IP55
    came to see the {bp} and there's a line
    [unboxing video|official photos] of the {bp} are up`,
  'launch.news': `
    {b} launches {p} wireless earbuds at {price}
    {b} takes {n:10-30},000 {p} preorders in {n:2-5} hours
    New: {bp} with stronger noise cancelling and up to 40 hours of playback
    {bp} first look: "quieter and lighter than before"`,
  'launch.compare': `
    tried {bp} and {obp} side by side: with {b} {+}{e+} with {o} {-}{e-}
    moved from {obp} to {bp}{e+} {+}{e+}
    no reason to buy {obp} now that the {bp} is out{e+} {+}{e+}`,

  // ---- recall --------------------------------------------------------------------------------
  'crisis.fault': `
    my {bp} case got [so hot I dropped it|too hot to touch] while charging{e-}
    {call}my {p} case is swollen{e-} [photos attached|is this going to explode?]
    woke up to a burning smell, the {bp} case had melted{e-}
    smoke came out of my {bp} while charging{e-} [terrifying|could have burned the house down]
    burned my finger on the {p} case{e-} {call}answer me
    {n:2-8} months with the {bp} and since yesterday the case is a hand warmer{e-} scared to use it`,
  'crisis.anger': `
    still no statement from {b}. [unbelievable|how is this okay]{e-}
    {call}my place almost burned down and you tell me to read the manual{e-}
    {n:30-90} minutes on hold with {b}{e-} I want a refund
    {b} needs to recall every single {p}{e-}
    people could have been hurt and {b} is handing out coupons{e-}
    {b} is deleting posts on their forum{e-} disgusting
    my kids' room is where these were charging. {b}, who is responsible?{e-}
    I was a {b} fan but this response is [a joke|so disappointing]{e-}
    do NOT charge your {bp}, it's dangerous{e-}`,
  'crisis.worry': `
    is it normal that the {bp} case gets [hot|really warm] while charging?{e-}
    {bp} owners, does your case get hot? kind of scared{e-}
    {call}my {p} case smells weird, is it safe to keep using it?
    I think my {bp} case is slightly swollen. is that dangerous?`,
  'crisis.question': `
    is the {bp} safe to use right now? not charging mine for now
    does the Skald Mini have the same battery? asking as a {b} owner
    {call}can I get a refund for the {p}? bought it {n:2-14} months ago
    has {b} said anything official yet?`,
  'recall.question': `
    where can I check if my {bp} is part of the recall?
    do I send {b} just the case or everything?
    {call}are {p} bought abroad included in the recall?
    {bp}: which is faster, replacement or refund?
    does {b} need a receipt for the recall? mine was a gift
    how long until the new case arrives after sending in the {p}?`,
  'crisis.news': `
    {b} {p} charging cases overheating, users say; regulator looks into reports
    BREAKING: {bp} suspected of catching fire while charging, company "investigating"
    {b} earbuds overheating: {n:20-90} complaints in a day
    "The case had melted by morning": {bp} owner speaks out
    {b} halts online sales of {p} over heat concerns`,
  'recall.news': `
    {b} recalls {n:82-98},000 {p} earbuds, offers full refunds
    {b} CEO apologizes: "faulty battery part confirmed"
    BREAKING: {bp} recall announced, claims open online on the {n:24-28}th
    Owners told to stop using {bp}; free replacement or refund`,
  'crisis.churn': `
    done with {b}. going to {o}{e-}
    refunded my {bp}, ordered {obp}{e-}
    {bp} is in a drawer because I'm scared of it. bought {o}{e-}
    never buying {b} again{e-}`,
  'crisis.joke': `
    {bp}: noise cancelling, hand warmer, [toaster|stove] lol
    nothing keeps you warm in winter like a {b} case
    new {b} feature: built-in fire alarm 💀
    they should bundle a fire extinguisher with the {bp} lmao`,
  'crisis.defend': `
    over a year with my {bp} and no issues here. {+}
    everyone's piling on {b} but mine is fine, {+}
    I think the {b} panic is overblown. {+}`,
  'crisis.mention': `
    my whole feed is about {b} [overheating|cases]
    megathread about the {bp}: https://forum.example/t/{n:1000-9999}
    why is {b} trending at number {n:1-5}?`,
  'recall.delay': `
    the {b} recall page [won't load|keeps crashing]{e-} {n:2-4} hours now
    {call}filed my recall claim {n:2-8} days ago, [nothing|no reply]{e-}
    {b} says the refund takes {n:3-5} weeks{e-} some apology
    checked my {p} serial and it's affected{e-} they were charging next to my pillow last night. thanks {b}
    {b} recalls the thing and wants me to pay for shipping{e-}`,
  'recall.defend': `
    to be fair {b} was quick to recall them
    {b} refunded me within {n:2-4} days, impressed{e+}
    got my new {bp} case, {+}{e+}`,
  'recall.mention': `
    recall covers {bp} with serials starting with BK{n:41-47}
    {b} recall page: https://recall.example/{n:100-999}
    got the {bp} return box, sending it tomorrow`,

  // ---- replies -------------------------------------------------------------------------------
  'reply+': `
    same here{e+} {+}{e+}
    can confirm, {+}{e+}
    oh nice, just got mine too{e+} {+}{e+}
    congrats on the {p}{e+} {+}{e+}
    {b} [is great|rules]{e+} {+}{e+}`,
  'reply-': `
    same here{e-} {-}{e-}
    glad it's not just me{e-} {-}{e-}
    I ended up returning mine{e-}
    {b} has always been like [that|this]{e-} {-}{e-}
    sorry to hear that, {b} did the same to me: {-}{e-}`,
  'reply.answer': `
    works for me. turn it on under connections in the settings
    [yes it does|yep|nope, sadly]. page {n:8-30} of the manual
    hold the button on the case for {n:5-10} seconds to reset
    support told me [one year|two years]
    they sell it on the official store, about ${'$'}{n:8-29}
    following, I'd like to know too`,
  'reply.chat': `
    [lol|lmao|facts|true]
    wait really? had no idea
    [thanks for the info|good to know|ty]
    makes sense
    link please?
    [saved|bookmarking this]
    what's the source?
    not sure I agree
    saw this yesterday too
    reading this later`,
  quote: `
    [this|exactly this|say it louder]
    more people need to see this
    [oof|wow]`,

  // ---- titles and tags -----------------------------------------------------------------------
  't.video+': `
    {bp}: [one month later|honest review], [buy these|I'm impressed]
    {bp} unboxing & first impressions`,
  't.video-': `
    DON'T buy the {bp} ([seriously|here's why])
    {bp}: {n:3-7} [dealbreakers|things I hate]`,
  't.video0': `
    {bp} [review|unboxing|setup guide]
    {b}: [what's new|store visit]`,
  't.video.compare': `
    {bp} vs {obp}: which one wins?
    {b} or {o}? [Sound|Call quality] test`,
  't.video.crisis.news': `
    {bp} overheating: what we know`,
  't.video.crisis.anger': `
    Stop charging your {bp}
    {b}, this is not okay`,
  't.video.nobrand': `
    {n:5-9} wireless earbuds under $100`,
  't.reddit+': `
    {bp}: [my experience|a month later|underrated]
    [Love my {bp}|Impressed by {b}]
    {b} appreciation post`,
  't.reddit-': `
    {bp}: [avoid|disappointed|what's wrong with these?]
    [Problems with|Returning] my {bp}
    PSA about {b}`,
  't.reddit0': `
    {bp} [question|discussion|owners?]
    [Question about|Thoughts on] {b}?`,
  't.reddit.compare': `
    {bp} vs {obp}, [my take|after owning both]
    [From {o} to {b}|{b} or {o}?]`,
  't.reddit.ask': `
    [Which earbuds should I get?|Earbuds under $[100|150|200]?|Help me choose]`,
  't.reddit.news': `
    ⟦News⟧ {b}`,
  't.reddit.launch.news': `
    {bp} announced`,
  't.reddit.crisis.news': `
    {bp} cases overheating`,
  't.reddit.recall.news': `
    {bp} recall`,
  't.reddit.resale': `
    ⟦[US-TX|US-WA|UK|CA]⟧ {bp}`,
  't.reddit.noise': `
    [Off topic|Random]`,
  't.reddit.homonym': `
    [Best pastries in town?|Where to get breakfast]`,
  't.reddit.nobrand': `
    [General earbud question|Random earbud thought]`,
  't.reddit.crisis.fault': `
    ⟦[WARNING|PSA]⟧ {bp} case overheating
    {bp} case [melted|swelled up|burned me]`,
  't.review+': `
    [Love it|Great app|Works well|Recommended]
    [Easy to use|Five stars|Solid]`,
  't.review-': `
    [Terrible|Doesn't work|Disappointed|Refund please]
    [So buggy|Broken since the update|Fix this]`,
  't.review0': `
    [It's okay|Suggestion|Feature request|Almost there]
    [Decent, but|Missing features]`,
  video: `
    {bp} review. 00:00 intro 0{n:1-2}:{n:10-50} design 0{n:3-6}:{n:10-50} sound {n:10-12}:{n:10-50} verdict
    I [bought|spent {n:2-4} weeks with] the {bp}, here's what I think. Like and subscribe!`,
  'praise@video': `{video}¶{+} and {+}{e+}`,
  'complaint@video': `{video}¶{-} and {-}{e-}`,
  'mixed@video': `{video}¶{+} but {-}{e-}`,
  'launch.praise@video': `{video}¶{+} and {+}{e+}`,
  tag: `
    [#earbuds|#wirelessearbuds|#tws]
    [#noisecancelling|#anc|#tech]
    [#unboxing|#review|#techtok]
    [#music|#nowplaying|#commute]
    [#desksetup|#everydaycarry|#edc]`,
};

export const en = {
  grammar: new Grammar({ groups, slots: name_slots('en', (word) => word.text) }),
  form: (plan) => plan.register,
  /** Permille of casual speech by platform. */
  casual: { X: 620, Instagram: 380, YouTube: 520, Reddit: 330, 'App Store': 250 },
  tags(context, count) {
    const brand = context.brand >= 0 ? ` #${kBrands[context.brand].name}` : '';
    if (brand) context.named |= 1 << context.brand;
    let text = brand;
    for (let i = brand ? 1 : 0; i < count; i++) text += ` ${context.grammar.line('tag', context)}`;
    return text;
  },
  finish(text, context) {
    const tidy = text.replace(/ {2,}/g, ' ').replace(/(?<!\.)([.!?])\.(?!\.)/g, '$1').trim();
    // Careless writing: no capitals for "I", often no last full stop.
    if (context.register) return (context.rng.chance(600) ? tidy.replace(/(?<!\.)\.$/, '') : tidy).replace(/\bI('m|'ve|'d|'ll)?\b/g, (i, rest) => `i${(rest ?? '').replace("'", '')}`);
    return tidy.replace(/(^|[^.][.!?] |\n(?:- |\d\. )?)([a-z])/g, (all, before, letter) => before + letter.toUpperCase());
  },
};
