// The customers' pages in Spanish.
import type { Words } from '#core/pages/words';

export const SPANISH: Words = {
  common: {
    invalid: {
      title: 'Este enlace no funciona',
      text: (shop) =>
        `Es posible que se haya cortado. Abra de nuevo el mensaje y use el enlace completo. Si no sirve, responda al mensaje o escriba a ${shop} que no quiere recibir nada más.`,
    },
    later: {
      title: 'Inténtelo de nuevo en un minuto',
      unsubscribe:
        'Su baja aún no está hecha: algo ha fallado por nuestra parte. Si vuelve a ocurrir, responda simplemente al mensaje.',
      other: 'Algo ha fallado por nuestra parte y no se ha guardado nada.',
    },
    method: { title: 'Este enlace es para navegadores', text: 'Ábralo en un navegador.' },
    unclear: 'Su elección no ha llegado con claridad, así que no se ha cambiado nada. Elija de nuevo, por favor.',
    why: 'Díganos por qué ha estado fuera',
    choose: 'Elegir qué recibe',
    ifYouLike: 'Solo si quiere:',
  },
  unsubscribe: {
    ask: {
      email: {
        title: (shop) => `¿No recibir más correos de ${shop}?`,
        text: (shop) => `No recibirá más correos publicitarios de ${shop}. Los mensajes sobre sus pedidos no cambian.`,
      },
      sms: {
        title: (shop) => `¿No recibir más SMS de ${shop}?`,
        text: (shop) => `No recibirá más SMS publicitarios de ${shop}. Los mensajes sobre sus pedidos no cambian.`,
      },
    },
    button: 'Darme de baja',
    less: '¿Mejor menos que nada? Elija qué recibe',
    done: {
      title: 'Su baja está hecha',
      text: {
        email: (shop) =>
          `No recibirá más correos publicitarios de ${shop}. Es posible que aún llegue uno que ya está en camino.`,
        sms: (shop) =>
          `No recibirá más SMS publicitarios de ${shop}. Es posible que aún llegue uno que ya está en camino.`,
      },
    },
  },
  preferences: {
    title: '¿Qué le gustaría recibir?',
    text: (shop) => `Elija qué puede enviarle ${shop}. Los mensajes sobre sus pedidos no cambian.`,
    channels: {
      legend: '¿Cómo podemos escribirle?',
      label: { email: 'Correo electrónico', sms: 'SMS' },
      to: { email: (contact) => `a ${contact}`, sms: (digits) => `a su número terminado en ${digits}` },
      terms: {
        email: (shop) =>
          `Al marcar esta casilla acepta recibir correos publicitarios de ${shop}. Puede dejarlo en cualquier momento.`,
        sms: (shop) =>
          `Al marcar esta casilla acepta recibir SMS publicitarios de ${shop}, algunos enviados automáticamente. No es necesario para comprar. Su operador puede cobrarle los mensajes. Responda STOP para dejarlo.`,
      },
      bounced: 'Nuestros mensajes nos fueron devueltos, así que por ahora no enviamos ninguno.',
      complained: (shop) =>
        `Usted marcó nuestros mensajes como no deseados, así que no enviamos ninguno. Si fue un error, escriba a ${shop}, por favor.`,
    },
    topics: { legend: '¿Sobre qué le gustaría recibir noticias?', text: 'Desmarque lo que no le interese.' },
    pause: {
      legend: '¿Quiere hacer una pausa?',
      none: 'Sin pausa',
      keep: (day) => `Mantener mi pausa, hasta el ${day}`,
      end: 'Terminar mi pausa ahora',
      quick: [
        (day) => `Dos semanas, hasta el ${day}`,
        (day) => `Un mes, hasta el ${day}`,
        (day) => `Tres meses, hasta el ${day}`,
      ],
      own: 'Hasta el día que yo elija',
      day: 'Día en que termina la pausa',
      wrongDay: (first, last) => `Elija un día del ${first} al ${last}, por favor. Aún no se ha guardado nada.`,
    },
    save: 'Guardar mi elección',
    stop: {
      title: 'O dejar de recibir todo',
      text: (shop) =>
        `Nada más de publicidad de ${shop}, ni por correo ni por SMS. Lo elegido más arriba ya no contará.`,
      button: 'Dejar de recibir todo',
    },
    slow: 'Lo que acaba de cambiar puede tardar un minuto en verse aquí.',
    unknown: {
      title: '¿Dejar de recibir todo?',
      text: (shop) =>
        `No guardamos ninguna elección suya. Si quiere asegurarse de no recibir más publicidad de ${shop}, dígalo aquí.`,
    },
    saved: {
      title: 'Su elección está guardada',
      unchanged: 'No ha cambiado nada',
      text: 'Esto es lo que vale ahora:',
      yes: 'Sí',
      no: 'No',
      pause: 'Pausa',
      until: (day) => `hasta el ${day}`,
      change: 'Cambiar algo más',
    },
    stopped: {
      title: 'Ya no recibirá nada',
      text: (shop) =>
        `No recibirá más publicidad de ${shop}, ni por correo ni por SMS. Es posible que aún llegue un mensaje que ya está en camino.`,
    },
  },
  survey: {
    title: '¿Por qué ha estado fuera?',
    text: (shop) => `Basta un toque, y ayuda a ${shop} a mejorar.`,
    answers: {
      service: 'El servicio',
      price: 'Los precios',
      quality: 'La calidad',
      'moved-on': 'Ya no lo necesito',
      'too-many': 'Demasiados mensajes',
      other: 'Otra cosa',
    },
    thanks: { title: 'Gracias', text: 'Hemos transmitido su respuesta.' },
    less: 'Menos mensajes, o ninguno: elija aquí',
    words: {
      label: (shop) => `¿Quiere contarle algo más a ${shop}?`,
      text: 'Solo si quiere, en 500 caracteres como máximo. Por favor, no indique direcciones ni números de teléfono.',
      button: 'Enviar',
      thanks: 'Hemos transmitido sus palabras. Ya puede cerrar esta página.',
    },
  },
};
