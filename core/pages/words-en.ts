// The customers' pages in English.
import type { Words } from '#core/pages/words';

export const ENGLISH: Words = {
  common: {
    invalid: {
      title: 'This link does not work',
      text: (shop) =>
        `It may have been cut off. Open the message again and use its link as a whole. If that does not help, reply to the message or write to ${shop}: say that you want no more.`,
    },
    later: {
      title: 'Please try again in a minute',
      unsubscribe:
        'You are not unsubscribed yet: something went wrong on our side. If it happens again, reply to the message instead.',
      other: 'Something went wrong on our side, and nothing has been saved.',
    },
    method: { title: 'This is a link for browsers', text: 'Open it in a browser.' },
    unclear: 'That did not come through clearly, so nothing has been changed. Please choose again.',
    why: 'Tell us why you have been away',
    choose: 'Choose what you get',
    ifYouLike: 'Only if you like:',
  },
  unsubscribe: {
    ask: {
      email: {
        title: (shop) => `Stop emails from ${shop}?`,
        text: (shop) =>
          `You will get no more marketing emails from ${shop}. Messages about your orders are not affected.`,
      },
      sms: {
        title: (shop) => `Stop text messages from ${shop}?`,
        text: (shop) =>
          `You will get no more marketing texts from ${shop}. Messages about your orders are not affected.`,
      },
    },
    button: 'Unsubscribe',
    less: 'Would fewer be better than none? Choose what you get',
    done: {
      title: 'You are unsubscribed',
      text: {
        email: (shop) =>
          `You will get no more marketing emails from ${shop}. One that is on its way already may still arrive.`,
        sms: (shop) =>
          `You will get no more marketing texts from ${shop}. One that is on its way already may still arrive.`,
      },
    },
  },
  preferences: {
    title: 'What would you like to get?',
    text: (shop) => `Choose what ${shop} may send you. Messages about your orders are not affected.`,
    channels: {
      legend: 'How may we write to you?',
      label: { email: 'Email', sms: 'Text messages (SMS)' },
      to: { email: (contact) => `to ${contact}`, sms: (digits) => `to your number ending in ${digits}` },
      terms: {
        email: (shop) => `Tick this to agree to marketing emails from ${shop}. You can stop at any time.`,
        sms: (shop) =>
          `Tick this to agree to marketing texts from ${shop}, some of them sent automatically. You need not agree to buy anything. Message and data rates may apply. Reply STOP to end.`,
      },
      bounced: 'Our messages came back from there, so we send none for now.',
      complained: (shop) =>
        `You reported our messages as unwanted, so we send none. If that was a mistake, please write to ${shop}.`,
    },
    topics: { legend: 'What would you like to hear about?', text: 'Untick what does not interest you.' },
    pause: {
      legend: 'Would you like a break?',
      none: 'No break',
      keep: (day) => `Keep my break, until ${day}`,
      end: 'End my break now',
      quick: [
        (day) => `Two weeks, until ${day}`,
        (day) => `One month, until ${day}`,
        (day) => `Three months, until ${day}`,
      ],
      own: 'Until a day of my choice',
      day: 'Day on which the break ends',
      wrongDay: (first, last) => `Please choose a day from ${first} to ${last}. Nothing has been saved yet.`,
    },
    save: 'Save my choices',
    stop: {
      title: 'Or stop everything',
      text: (shop) => `No more marketing from ${shop}, by email or by text. Nothing above matters then.`,
      button: 'Stop everything',
    },
    slow: 'What you changed a moment ago may take a minute to show here.',
    unknown: {
      title: 'Stop everything?',
      text: (shop) =>
        `We keep no choices of yours. If you want to be sure to get no more marketing from ${shop}, say so here.`,
    },
    saved: {
      title: 'Your choices are saved',
      unchanged: 'Nothing has changed',
      text: 'This is what holds now:',
      yes: 'Yes',
      no: 'No',
      pause: 'Break',
      until: (day) => `until ${day}`,
      change: 'Change something else',
    },
    stopped: {
      title: 'Everything is stopped',
      text: (shop) =>
        `You will get no more marketing from ${shop}, by email or by text. One that is on its way already may still arrive.`,
    },
  },
  survey: {
    title: 'Why have you been away?',
    text: (shop) => `One tap is enough, and it helps ${shop} to do better.`,
    answers: {
      service: 'The service',
      price: 'The prices',
      quality: 'The quality',
      'moved-on': 'I no longer need it',
      'too-many': 'Too many messages',
      other: 'Something else',
    },
    thanks: { title: 'Thank you', text: 'Your answer has been passed on.' },
    less: 'Fewer messages, or none: choose here',
    words: {
      label: (shop) => `Would you like to tell ${shop} more?`,
      text: 'Only if you like, in 500 characters at most. Please leave out addresses and phone numbers.',
      button: 'Send',
      thanks: 'Your words have been passed on. You can close this page.',
    },
  },
};
