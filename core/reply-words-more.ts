// The words that all languages share, and what people say in languages that we do not answer in.
import type { ReplyWords } from '#core/reply-words';

/** A reply of nothing but these signs is a no. */
export const STOP_SIGNS: ReadonlySet<string> = new Set('🛑⛔🚫🖕🔕📵🤬👎🙅✋❌'.match(/\p{Extended_Pictographic}/gu));

export const SHARED: ReplyWords = {
  language: undefined,
  // "Stop" in the alphabet of its writer, and with the fingers beside the key.
  stop: `stop spam stops stopall stopit stpo sotp tsop stpp stopp sstop stoop sttop stoppp stopo stopl stopn stio stob stp syop dtop atop sotop
    stopm stip sop tstop stopd stopt stopstop stoptexting stpop astop stoped stopped stopping
    стоп отписка отписаться отмена 退订 退訂 停止 配信停止 解除 取消 ストップ 중지 수신거부 توقف إلغاء dur durdur iptal ret rezygnuję wypisz
    σταμάτα διαγραφή
    basta ferma fermati fermatevi fermate smettere smettila smettetela annulla annullare cancella cancellami cancellare disiscrivi
    disiscrivermi disiscrizione disdire disdetta disattiva disattivare rimuovi rimuovere esci
    afmelden afmelding uitschrijven stoppen stop_nu ophouden opzeggen annuleren verwijder verwijderen
    sair descadastrar remover pare parem parar chega desinscrever desinscreva desistir encerrar`,
  start: 'start unstop inizia avvia iniziare inicio começar aanmelden',
  help: 'aiuto hulp ajuda',
  beside: `per favore subito adesso tutto tutti messaggi questi nu alsjeblieft aub graag direct met deze alle berichten agora
    imediatamente mensagens tudo isso por`,
  polite: 'grazie prego obrigado obrigada dank dankjewel bedankt alstublieft',
  wholeStop: [
    'no/não/nee/nao grazie/obrigado/obrigada/dank/bedankt? je/u?',
    'non interessa',
    'non/geen/sem mi/interesse interessa?',
  ],
  wholeHelp: ['chi/wie/quem è/sei/siete/is/bent/ben/é tu/dit/je/u/você?'],
  harmless: ['non/nao/não/niet smettere/smettete/smettila/parem/pare/stoppen/ophouden', 'bijna/niet stop'],
  surely: [],
  anywhere: [
    'stop/stpo/sotp/tsop/stopp/sstop/sttop/stopall/stopit/stoop/stoptexting/стоп/отпишите/отписаться/退订/退訂/配信停止',
    // Italian
    'smett*/finite*/finitela/piantate*/piantala',
    'non scriv*/mandat*/mandar*/inviate*/inviar*/contattat*/contattar*/disturbat*/chiamat* più/mi/ci/questi/altri/messaggi/$',
    'non voglio/desidero/vogliamo/ho/voglio più? ricevere/questi/altri/messaggi/essere/i/autorizzato/dato/niente/sms/pubblicità',
    'non mi/ci/sono/siamo mandate/inviate/scrivete/contattate/disturbate/interessa/interessate/interessato/interessata/interessano/mandare/inviare più?',
    'basta/niente/stop con/più/messaggi/sms/pubblicità/spam/altri',
    'lasci*/lasciat* in/mi? pace',
    'lasciatemi/lasciami in/stare',
    'cancell*/toglie*/rimuov*/elimin*/disiscriv*/tolg* mi/il/dalla/dal/da/questo/mio? mio? numero/lista/elenco/vostra/rubrica/database/contatto',
    'cancellatemi/toglietemi/toglimi/rimuovetemi/rimuovimi/disiscrivimi/disiscrivetemi/disiscriver*/cancellarmi',
    'numero/persona sbagliat*/errat*',
    'avete/hai/ha sbagliato numero/persona',
    'vaffanculo/fanculo/rompete/stronzi/coglioni',
    'mio/un avvocato',
    'revoco/ritiro/nego il/ogni/qualsiasi/mio mio? consenso/autorizzazione',
    'mai/non ho/avete/avevo? mai? dato/prestato/autorizzato il/alcun/nessun/mio? consenso/autorizzazione',
    'marito/moglie/madre/padre/mamma/papà/signora/signor/nonno/nonna/fratello/sorella/lui/lei _? è morto/morta/scomparso/scomparsa',
    'deceduto/deceduta',
    'a mancare',
    // Dutch
    'afmelden/uitschrijven/uitgeschreven/afgemeld',
    'schrijf/meld/haal/verwijder/gooi/schrap mij/me/mijn/dit nummer/gegevens? uit/af/van/weg/eraf',
    'verwijder/wis/schrap/vergeet/verwijderen mijn/dit/me/mij nummer/gegevens/telefoonnummer/naam',
    'laat/laten me/mij/ons _? _? _? met rust',
    'met rust laten/gelaten',
    'overleden',
    'geen/niet/nooit meer? sms/smsjes/berichten/berichtjes/reclame/interesse/spam/appjes/contact/sturen/toestemming/geïnteresseerd/benaderen meer/aub/sturen/$?',
    'wil/wens ik? geen/niet/niets/nooit meer/berichten/reclame/sms',
    'verkeerd/verkeerde/foute/fout nummer/persoon/verbonden',
    'hou/houd/houdt op/ermee/eens mee/met/op?',
    'stuur/sms/bel/app/mail/benader me/mij niet/geen/nooit',
    'rot/flikker/donder/sodemieter/optyfen/oprotten op/$',
    'ga weg',
    'sla me over',
    // Portuguese
    'não/nao me? mande*/envie*/mandem/enviem/contate*/perturbe*/escreva*/quero/desejo/tenho/aceito/incomode* mais/receber/mensagens/mensagem/interesse/sms/nada/essas/esses/propaganda/$',
    'me tire*/tira/tirem/remova*/remove/exclua*/deixe*/deixa/retire*/apague* da/de/dessa/do/em/desta/a/por/$',
    'tire*/remova*/exclua*/retire*/apague* o? meu/meus/me/este/esse número/numero/contato/dados/nome/da',
    'pare*/para/deixe*/parem de/com me? <portuguese>',
    'chega/cansei/cansado/cansada de mensagens/mensagem/sms/propaganda/vocês/receber/spam',
    'número/numero/pessoa errad*',
    'vai se/tomar/pra foder/no/puta/fuder/merda/lascar',
    'vou denunciar/processar/bloquear',
    'meu advogado',
    'sem interesse',
    'não/nao autorizei/autorizo/consenti/consinto o/com? o? envio/contato/uso/mensagens/sms/isso/nada/vocês/$',
    'não/nao me cadastrei/inscrevi',
    'nunca me? autorizei/autorizo/consenti/cadastrei/inscrevi/assinei/pedi/solicitei/dei/aceitei',
    'número/numero não/nao é/pertence mais? da/de/do/dele/dela/a/à/ao/meu/minha',
    'não/nao é mais? meu/esse/este/o? número/numero dele/dela/da/do/de/$',
    'mãe/pai/marido/esposa/senhor/senhora/ele/ela/avó/avô/irmão/irmã _? morreu',
    'faleceu/falecido/falecida',
  ],
  refusing: 'não nao nee niet geen nooit fora weg',
  ordinary: `ancora sicuro tempo problema sei so posso arrivato ordine pacco codice casa oggi domani adesso nog zeker tijd probleem
    bestelling pakket vandaag morgen thuis weet kan maat ainda tempo problema sei posso chegou pedido pacote hoje amanhã agora`,
  groups: {
    portuguese:
      'mandar enviar escrever perturbar incomodar ligar me mensagens mensagem sms spam encher propaganda contatar',
  },
};
