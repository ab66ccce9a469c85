// How do people say no, yes and "who are you?" in English, in a word or as a whole? And what only sounds like it?
import { ENGLISH_PHRASES } from '#core/reply-phrases-en';
import type { ReplyWords } from '#core/reply-words';

export const ENGLISH: ReplyWords = {
  language: 'en',
  // 47 CFR 64.1200(a)(10) names stop, quit, end, revoke, opt out, cancel and unsubscribe; AWS takes remove too.
  stop: `enough quit end revoke optout cancel unsubscribe unsub unsubs remove exit leave delete off out cease desist halt terminate
    discontinue block blocked mute withdraw erase unenroll deregister reported reporting blocking discontinued cancle canel cancell cancelled canceled qiut`,
  start: 'optin subscribe resubscribe restart resume',
  help: 'help info information',
  beside: `it this that these those them all now me us my everything immediately asap today already again forever right
    damn dammit damnit fucking fuckin goddamn bloody texts text messages message sms mms marketing notifications alerts
    texting messaging subscription subscriptions to from and just ffs wtf`,
  polite: `please thanks thank thx ty tysm you sir madam maam hi hello hey sorry ok okay kindly lol dear team guys folks
    yo bro bruh man dude fam`,
  wholeStop: [
    'no/nope/nah/na/naw no/nope/nah? no? im? good/thank/thanks/ty/thx? you?',
    'im/am all? good/set',
    'all set',
    'hard pass',
    'ill? pass',
    'no/hell way/no/nah',
    'no more/nomore of? this/it/these?',
    'wrong/nomore/never/dont/silence/quiet/hush/shush/junk/scam/unwanted/fu/fuck/dead/deceased/stp/lawyer/harassment/reported',
    'im/am/i out/done/off/leaving/quitting',
    'over it/this',
    'the end',
    'way? too often/much/many',
    'so/very/how/super/really/extremely? annoying/rude/ridiculous',
    'not now not ever',
    'dont call/sell',
    'shove it',
    'a? waste of time/money',
    'take? off list?',
    'can you/u not',
    'i? decline/refuse',
    'beat it',
    'never/over again/this/it',
    'not interested/me/mine/him/her/them/again',
    'rather not',
    'disliked',
    'i? dont care/want? it/this/you/them?',
    'who cares',
    'f you/off',
    'get out/lost',
    'not this person/number',
    'i quit',
  ],
  wholeHelp: [
    'who/whos/whose is/are/r/this/dis/dat/that/number? you/this/that/these/it/is? number/please/again/from/texting?',
    'new phone who/whos is? this/dis',
    'what is/number/company/store/shop this/is? number/company/from/about/this?',
    'whats this number/about/for?',
    'i? need/want/get help/info',
    'more/need/send/get info/information',
    'can/could you help me?',
    'do i know you',
    'who/whom am i talking/speaking/texting/chatting to/with?',
  ],
  harmless: [
    'dont/never ever/even/please/you? stop/quit/cancel/unsubscribe/remove/end/block/delete/leave',
    'dont/never ever? take/opt me/us/my number/name? off/out',
    'dont/never/didnt/not/wouldnt want/wanted/mean/meant/wish/wanna/need/like/intend/try/asked/ask/request/trying you/me/for? to? be? stop/stopped/quit/unsubscribe/unsubscribed/cancel/opt/leave/end/removed/remove/delete/blocked out/off/me?',
    'didnt/havent/never unsubscribe/unsubscribed/cancel/cancelled/quit',
    'didnt/havent/never opt/opted out',
    'cant/couldnt/wont/wouldnt just/seem/really/even/possibly? to? stop',
    'i/we wont/didnt/dont/never/wouldnt/havent just/seem/really? to? stop',
    'i/we/he/she had to stop',
    'non stop',
    'bus/train/tram/line/rain/it doesnt/dont stop',
    'how/where/can/want/like/to/love do/can/i/to? i? sign up',
    'battery/phone/plant/plants/car/link/links/page/site/website/app/code/button/screen is/are/was/seems/looks/went? dead',
    'not receiving notifications',
    'code/codes/receipt/receipts/confirmation/tracking/invoice _? _? _? instead of',
    // Other goods are asked for, or other terms.
    'not/isnt/never interested in _? _? _? ,but? ,do/does/have you/yall/it have/got/sell/carry/stock/come/make? <others>',
    'not/isnt/never interested in _? _? _? ,but? ,do/have you/yall have/got/sell/carry/stock _ $',
    'not/isnt/never interested in _? _? _? ,but? ,what/how about',
    'not interested unless/until',
    'not interested at that/this/your/full price',
    // Delight.
    'stop/shut it/up/u? ,thats/that/this/its/it/these/theyre/those/youre is/are? just/so/too/way/absolutely/actually/literally? <lovely> $',
    'unsubscribed/unsubscribe/removed/stop/stopped/opted/blocked/deleted myself/me/you? out? by accident/mistake',
    'accidentally/mistakenly unsubscribed/removed/stopped/opted/blocked/deleted/hit/sent/typed/texted/pressed stop/out?',
    'dont/never forget to <text>/call/write/email/let/send',
    'dont disturb while/is/mode/on/turned',
    'removed a/an like/heart/laugh/dislike/exclamation/question/reaction',
    'stop and go/shop/smell',
    'i/we/ive/just/my moved',
    'remove/delete the _',
    'what/when/until/till _? _? do/does/did you/they/u stop',
    'do/does/did you/they stop <doing>/taking/serving',
    '<place> stop',
    'stop by/over/in/off/round/around/into/through/sign/signs/light/lights/watch/motion/gap/loss/words',
    'stop on by/my/the/over/monday/tuesday/wednesday/thursday/friday/saturday/sunday/in',
    'stop at a/the/your/our/my/home/work/least/nothing/that/noon',
    'stop for a/the/an/coffee/lunch/dinner/gas/some/ice/breakfast',
    'stop my/the/this/that order/delivery/shipment/package/payment/shipping',
    'stop <doing>',
    'sale/offer/promotion/promo/deal/discount/rain/snow/music/delivery/bus/train/coupon/code/shipping stop/end',
    'does/do/did/will/when the/your/my/that _ train/code/delivery/offer? stop/end',
    'i/we/she/he dont text/call/message/write/email much/often/a/and/while/very/well',
    'not spam',
    'is this/it/that spam or really/real/legit/genuine/actually/you/not',
    'got/get/received/sent/have/had/delivered me/us? the/a wrong number of _',
    'in/to my? spam',
    'remove/delete/cancel it/this/that/the/one/these/my/an item/items/order/purchase',
    'get/got/received/receive/getting/have/had/see/saw no <texts>',
    'dont/didnt know/knew any/a',
    'dont/didnt/cant/never/havent/doesnt/not _? understand/see/have/know/remember/find/open/read/get/got/receive/received/saw/seen/noticed/notice/mind/think/load/show/work/sure/finding/seeing/getting _? _? _? <texts>',
    'not sure/yet/bad/only/just/all/too/as/even',
    'are/is/there/have/got/has/was no more',
    'dont want your/this/it/them to/too/store/shop/sale/for',
    'no problem/problems/complaint/complaints/issue/issues/snow/rain/store/stores/shop/power/signal/luck/doubt here/at',
  ],
  surely: [
    'not/never interested in _? _? <texts>',
    // Said of us, where goods would be asked for.
    'have you/yall any/no? shame/respect/decency/manners/idea/clue',
    'do you have any/no? shame/respect/decency/manners/idea/clue',
    'other people to bother/text/annoy/spam/harass/sell',
    'how about stopping/quitting/ending/removing',
    'how about you stop/leave/quit/end/go/get/take/remove/delete',
    'interested until/unless you ask',
    'stop you',
    'not/never interested in you/anything/any/whatever/what/this/that/it/these/those',
    'wrong number of course',
    'you/they/these/this/texts/messages/guys/people/why dont/doesnt/didnt/wont/never/still/havent you/they? stop',
    'cant/couldnt stop/unsubscribe these/your/the/from/this/all <texts>/from/list/texting/spam',
    'stop selling/offering/using/shipping/making/looking me/my/this/us',
    'put an/a stop/end to',
    'remove/delete/erase the number/phone/contact',
    'dont/no/not/without have/my/any/the? consent/permission',
    'the/these/this/your/all <texts> stop',
    'dont/never/didnt know/knew any/a person/guy/one/body/anyone? named/called/by',
    'dont know any _ at/here',
    'prefer/rather/wish/want/like/ask/asked/asking you? not to? be? receive/receiving/get/getting/see/have',
    'dont/never want any/your/anything more/else/<texts>',
    'dont/never/not want/wish/like/need/care to? be? receive/receiving/get/getting/see/have/read _? _? _? <texts>',
  ],
  anywhere: ENGLISH_PHRASES,
  refusing: `no not never nope nah remove removed delete deleted revoke revoked decline declined enough wrong blocked nuisance pest exclude blacklist
    quit deceased cease refuse refused consent permission list lists landline minor annoying rude unwanted
    reported report illegal harassment stopped disgusting gross creepy creeps idiot idiots`,
  ordinary: `order orders ordered ordering item items package parcel box delivery deliver shipping ship code codes coupon coupons link
    links size sizes color colour sale price prices store shop site website app page address today tomorrow tonight week now right
    weekend month morning evening yet sure bad good great nice problem problems worries worry rush idea ideas signal home mind
    know forget forgot time times got have had received open closed hours arrive arrived arrives hasnt havent stock card pay paid payment refund return receipt
    email appointment reservation table seat bag gift bought buy buying using use need book pick pickup car work working busy
    late early soon later until till before after gluten dairy sugar milk coffee tea cake bread food eat kids family fit fits
    small large medium red blue black white green door key keys here there find found battery miss missed understand understood
    hungry ready cold hot hurt kidding joke lie lol haha wait way one ones other another all free day days see hear
    doubt cash drive money dog cat man birthday expensive cheap funny tired sick clue luck way biggie prob matter
    show shows menu snow rain weather half percent going coming come go able think believe better worse
    house delivered sent ordered happier discount offer offers deal deals favorite favourite seeing question questions traffic parking school class`,
  groups: {
    lovely: `adorable cute cutest gorgeous beautiful lovely amazing stunning sweet hilarious fabulous precious`,
    others: `any some other others another more else something anything it in smaller bigger larger cheaper`,
    kin: `he she they mom mum mother mama dad father papa husband wife spouse partner owner person customer son daughter brother sister
      grandma grandmother grandpa grandfather aunt uncle friend roommate`,
    texting: `texting sending messaging sms contacting writing bothering harassing spamming bugging emailing mailing calling
      annoying pestering stalking blowing bombarding disturbing soliciting advertising contact trying`,
    text: `text message contact spam harass bother annoy bug solicit pester disturb sms bombard texting messaging contacting
      spamming hmu dm ping`,
    texts: `texts text messages message sms smses emails email spam ads advertisements advertising promos promotions marketing
      notifications alerts newsletter newsletters solicitations solicitation communications communication correspondence
      crap shit bullshit bs garbage junk nonsense mms adverts promotional texting messaging spams contact reminders blasts
      mails mailings`,
    plurals: `texts messages sms spam ads emails notifications promos promotions marketing solicitations alerts newsletters
      adverts mms mails`,
    place: `bus train tram truck pit rest next last first final full short quick whistle subway metro coffee another each every
      a my our which what their door dead road taxi ferry one two`,
    doing: `loving buying thinking eating drinking shopping wearing using going smiling laughing crying working looking dancing
      raining snowing selling carrying making stocking offering shipping delivering accepting producing wondering dreaming
      spending crushing listening admiring recommending raving`,
  },
};
