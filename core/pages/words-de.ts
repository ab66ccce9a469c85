// The customers' pages in German.
import type { Words } from '#core/pages/words';

export const GERMAN: Words = {
  common: {
    invalid: {
      title: 'Dieser Link funktioniert nicht',
      text: (shop) =>
        `Vielleicht wurde er abgeschnitten. Öffnen Sie die Nachricht noch einmal und verwenden Sie den ganzen Link. Wenn das nicht hilft, antworten Sie auf die Nachricht oder schreiben Sie an ${shop}, dass Sie nichts mehr erhalten möchten.`,
    },
    later: {
      title: 'Bitte versuchen Sie es in einer Minute noch einmal',
      unsubscribe:
        'Sie sind noch nicht abgemeldet: Bei uns ist etwas schiefgegangen. Wenn es wieder geschieht, antworten Sie bitte einfach auf die Nachricht.',
      other: 'Bei uns ist etwas schiefgegangen, und es wurde nichts gespeichert.',
    },
    method: { title: 'Dieser Link ist für Browser', text: 'Öffnen Sie ihn in einem Browser.' },
    unclear: 'Das ist nicht eindeutig angekommen, deshalb wurde nichts geändert. Bitte wählen Sie noch einmal.',
    why: 'Sagen Sie uns, warum Sie länger nicht da waren',
    choose: 'Auswählen, was Sie erhalten',
    ifYouLike: 'Nur, wenn Sie möchten:',
  },
  unsubscribe: {
    ask: {
      email: {
        title: (shop) => `Keine E\u2011Mails mehr von ${shop}?`,
        text: (shop) =>
          `Sie erhalten dann keine Werbe-E\u2011Mails mehr von ${shop}. Nachrichten zu Ihren Bestellungen sind davon nicht betroffen.`,
      },
      sms: {
        title: (shop) => `Keine SMS mehr von ${shop}?`,
        text: (shop) =>
          `Sie erhalten dann keine Werbe-SMS mehr von ${shop}. Nachrichten zu Ihren Bestellungen sind davon nicht betroffen.`,
      },
    },
    button: 'Abmelden',
    less: 'Lieber weniger als gar nichts? Wählen Sie aus, was Sie erhalten',
    done: {
      title: 'Sie sind abgemeldet',
      text: {
        email: (shop) =>
          `Sie erhalten keine Werbe-E\u2011Mails mehr von ${shop}. Eine, die schon unterwegs ist, kann noch ankommen.`,
        sms: (shop) =>
          `Sie erhalten keine Werbe-SMS mehr von ${shop}. Eine, die schon unterwegs ist, kann noch ankommen.`,
      },
    },
  },
  preferences: {
    title: 'Was möchten Sie erhalten?',
    text: (shop) =>
      `Wählen Sie aus, was ${shop} Ihnen senden darf. Nachrichten zu Ihren Bestellungen sind davon nicht betroffen.`,
    channels: {
      legend: 'Wie dürfen wir Ihnen schreiben?',
      label: { email: 'E-Mail', sms: 'SMS' },
      to: { email: (contact) => `an ${contact}`, sms: (digits) => `an Ihre Nummer mit den Endziffern ${digits}` },
      terms: {
        email: (shop) =>
          `Mit diesem Häkchen willigen Sie in Werbe-E-Mails von ${shop} ein. Sie können das jederzeit widerrufen.`,
        sms: (shop) =>
          `Mit diesem Häkchen willigen Sie in Werbe-SMS von ${shop} ein, die teils automatisch versendet werden. Für einen Kauf ist das nicht nötig. Es können Gebühren Ihres Anbieters anfallen. Antworten Sie STOP, um sie zu beenden.`,
      },
      bounced: 'Unsere Nachrichten kamen von dort zurück, deshalb senden wir vorerst keine.',
      complained: (shop) =>
        `Sie haben unsere Nachrichten als unerwünscht gemeldet, deshalb senden wir keine. War das ein Versehen, schreiben Sie bitte an ${shop}.`,
    },
    topics: {
      legend: 'Worüber möchten Sie etwas hören?',
      text: 'Entfernen Sie das Häkchen bei allem, was Sie nicht interessiert.',
    },
    pause: {
      legend: 'Möchten Sie eine Pause?',
      none: 'Keine Pause',
      keep: (day) => `Meine Pause behalten, bis ${day}`,
      end: 'Meine Pause jetzt beenden',
      quick: [
        (day) => `Zwei Wochen, bis ${day}`,
        (day) => `Einen Monat, bis ${day}`,
        (day) => `Drei Monate, bis ${day}`,
      ],
      own: 'Bis zu einem Tag meiner Wahl',
      day: 'Tag, an dem die Pause endet',
      wrongDay: (first, last) =>
        `Bitte wählen Sie einen Tag vom ${first} bis zum ${last}. Es wurde noch nichts gespeichert.`,
    },
    save: 'Auswahl speichern',
    stop: {
      title: 'Oder alles beenden',
      text: (shop) =>
        `Keine Werbung mehr von ${shop}, weder per E\u2011Mail noch per SMS. Alles weiter oben spielt dann keine Rolle.`,
      button: 'Alles beenden',
    },
    slow: 'Was Sie gerade eben geändert haben, ist hier vielleicht erst in einer Minute zu sehen.',
    unknown: {
      title: 'Alles beenden?',
      text: (shop) =>
        `Wir haben keine Auswahl von Ihnen gespeichert. Wenn Sie sichergehen möchten, dass Sie keine Werbung mehr von ${shop} erhalten, sagen Sie es hier.`,
    },
    saved: {
      title: 'Ihre Auswahl ist gespeichert',
      unchanged: 'Es hat sich nichts geändert',
      text: 'Das gilt jetzt:',
      yes: 'Ja',
      no: 'Nein',
      pause: 'Pause',
      until: (day) => `bis ${day}`,
      change: 'Noch etwas ändern',
    },
    stopped: {
      title: 'Alles ist beendet',
      text: (shop) =>
        `Sie erhalten keine Werbung mehr von ${shop}, weder per E\u2011Mail noch per SMS. Eine Nachricht, die schon unterwegs ist, kann noch ankommen.`,
    },
  },
  survey: {
    title: 'Warum waren Sie länger nicht da?',
    text: (shop) => `Einmal tippen genügt, und es hilft ${shop}, besser zu werden.`,
    answers: {
      service: 'Der Service',
      price: 'Die Preise',
      quality: 'Die Qualität',
      'moved-on': 'Ich brauche es nicht mehr',
      'too-many': 'Zu viele Nachrichten',
      other: 'Etwas anderes',
    },
    thanks: { title: 'Vielen Dank', text: 'Ihre Antwort ist angekommen.' },
    less: 'Weniger Nachrichten oder gar keine: hier auswählen',
    words: {
      label: (shop) => `Möchten Sie ${shop} mehr dazu sagen?`,
      text: 'Nur, wenn Sie möchten, mit höchstens 500 Zeichen. Bitte nennen Sie keine Adressen und Telefonnummern.',
      button: 'Senden',
      thanks: 'Ihre Worte sind angekommen. Sie können diese Seite schließen.',
    },
  },
};
