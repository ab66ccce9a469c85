// The customers' pages in French. A no-break space stands before ? ! : and ; as French typography wants it.
import type { Words } from '#core/pages/words';

export const FRENCH: Words = {
  common: {
    invalid: {
      title: 'Ce lien ne fonctionne pas',
      text: (shop) =>
        `Il a peut-être été coupé. Rouvrez le message et utilisez le lien en entier. Si cela ne suffit pas, répondez au message ou écrivez à ${shop} que vous ne voulez plus rien recevoir.`,
    },
    later: {
      title: 'Merci de réessayer dans une minute',
      unsubscribe:
        'Votre désabonnement n’est pas encore fait\u00a0: une erreur s’est produite de notre côté. Si cela se reproduit, répondez simplement au message.',
      other: 'Une erreur s’est produite de notre côté et rien n’a été enregistré.',
    },
    method: { title: 'Ce lien s’ouvre dans un navigateur', text: 'Ouvrez-le dans un navigateur.' },
    unclear: 'Votre choix n’est pas arrivé clairement, rien n’a donc été modifié. Merci de choisir à nouveau.',
    why: 'Dites-nous la raison de votre absence',
    choose: 'Choisir ce que vous recevez',
    ifYouLike: 'Seulement si vous le souhaitez\u00a0:',
  },
  unsubscribe: {
    ask: {
      email: {
        title: (shop) => `Ne plus recevoir d’e\u2011mails de ${shop}\u00a0?`,
        text: (shop) =>
          `Vous ne recevrez plus d’e\u2011mails publicitaires de ${shop}. Les messages sur vos commandes ne changent pas.`,
      },
      sms: {
        title: (shop) => `Ne plus recevoir de SMS de ${shop}\u00a0?`,
        text: (shop) =>
          `Vous ne recevrez plus de SMS publicitaires de ${shop}. Les messages sur vos commandes ne changent pas.`,
      },
    },
    button: 'Me désabonner',
    less: 'Plutôt moins que rien du tout\u00a0? Choisissez ce que vous recevez',
    done: {
      title: 'Votre désabonnement est enregistré',
      text: {
        email: (shop) =>
          `Vous ne recevrez plus d’e\u2011mails publicitaires de ${shop}. Un message déjà parti peut encore arriver.`,
        sms: (shop) =>
          `Vous ne recevrez plus de SMS publicitaires de ${shop}. Un message déjà parti peut encore arriver.`,
      },
    },
  },
  preferences: {
    title: 'Que souhaitez\u2011vous recevoir\u00a0?',
    text: (shop) => `Choisissez ce que ${shop} peut vous envoyer. Les messages sur vos commandes ne changent pas.`,
    channels: {
      legend: 'Comment pouvons-nous vous écrire\u00a0?',
      label: { email: 'E-mail', sms: 'SMS' },
      to: { email: (contact) => `à ${contact}`, sms: (digits) => `à votre numéro se terminant par ${digits}` },
      terms: {
        email: (shop) =>
          `En cochant cette case, vous acceptez de recevoir des e-mails publicitaires de ${shop}. Vous pouvez arrêter à tout moment.`,
        sms: (shop) =>
          `En cochant cette case, vous acceptez de recevoir des SMS publicitaires de ${shop}, parfois envoyés automatiquement. Ce n’est pas une condition d’achat. Des frais d’opérateur peuvent s’appliquer. Répondez STOP pour arrêter.`,
      },
      bounced: 'Nos messages nous sont revenus, nous n’en envoyons donc plus pour l’instant.',
      complained: (shop) =>
        `Vous avez signalé nos messages comme indésirables, nous n’en envoyons donc plus. Si c’était une erreur, merci d’écrire à ${shop}.`,
    },
    topics: { legend: 'De quoi aimeriez-vous entendre parler\u00a0?', text: 'Décochez ce qui ne vous intéresse pas.' },
    pause: {
      legend: 'Souhaitez-vous une pause\u00a0?',
      none: 'Pas de pause',
      keep: (day) => `Garder ma pause, jusqu’au ${day}`,
      end: 'Arrêter ma pause maintenant',
      quick: [
        (day) => `Deux semaines, jusqu’au ${day}`,
        (day) => `Un mois, jusqu’au ${day}`,
        (day) => `Trois mois, jusqu’au ${day}`,
      ],
      own: 'Jusqu’au jour de mon choix',
      day: 'Jour où la pause se termine',
      wrongDay: (first, last) => `Merci de choisir un jour du ${first} au ${last}. Rien n’a encore été enregistré.`,
    },
    save: 'Enregistrer mes choix',
    stop: {
      title: 'Ou tout arrêter',
      text: (shop) =>
        `Plus aucune publicité de ${shop}, ni par e\u2011mail ni par SMS. Ce qui précède ne compte alors plus.`,
      button: 'Tout arrêter',
    },
    slow: 'Ce que vous venez de modifier peut mettre une minute à s’afficher ici.',
    unknown: {
      title: 'Tout arrêter\u00a0?',
      text: (shop) =>
        `Nous n’avons aucun choix enregistré pour vous. Si vous voulez avoir la certitude de ne plus recevoir de publicité de ${shop}, dites-le ici.`,
    },
    saved: {
      title: 'Vos choix sont enregistrés',
      unchanged: 'Rien n’a changé',
      text: 'Voici ce qui vaut maintenant\u00a0:',
      yes: 'Oui',
      no: 'Non',
      pause: 'Pause',
      until: (day) => `jusqu’au ${day}`,
      change: 'Modifier autre chose',
    },
    stopped: {
      title: 'Tout est arrêté',
      text: (shop) =>
        `Vous ne recevrez plus de publicité de ${shop}, ni par e\u2011mail ni par SMS. Un message déjà parti peut encore arriver.`,
    },
  },
  survey: {
    title: 'Pourquoi cette longue absence\u00a0?',
    text: (shop) => `Un seul appui suffit, et il aide ${shop} à faire mieux.`,
    answers: {
      service: 'Le service',
      price: 'Les prix',
      quality: 'La qualité',
      'moved-on': 'Je n’en ai plus besoin',
      'too-many': 'Trop de messages',
      other: 'Autre chose',
    },
    thanks: { title: 'Merci', text: 'Votre réponse a été transmise.' },
    less: 'Moins de messages, ou aucun\u00a0: choisissez ici',
    words: {
      label: (shop) => `Souhaitez-vous en dire plus à ${shop}\u00a0?`,
      text: 'Seulement si vous le souhaitez, en 500 caractères au plus. Merci de ne pas indiquer d’adresse ni de numéro de téléphone.',
      button: 'Envoyer',
      thanks: 'Vos mots ont été transmis. Vous pouvez fermer cette page.',
    },
  },
};
