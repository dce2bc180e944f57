import type {deliveryTexts as english} from '../en/delivery.ts'
import type {Translation} from '../fill.ts'

export const deliveryTexts = {
  delivery_address: {
    says: 'Die Adresse, die dafür hinterlegt ist, ist keine http- oder https-Adresse.',
    next: 'Schreiben Sie eine dorthin, wo die Konfiguration sie erwartet.',
  },
  delivery_status: {
    says: '{where} antwortete mit {status}.',
    next: 'Sehen Sie nach, was dort dagegen spricht; dann: parrot events retry',
  },
  delivery_redirect: {
    says: '{where} antwortete mit {status}: Es verweist woandershin, und was für eine Adresse bestimmt ist, geht an keine andere.',
    next: 'Schreiben Sie die jetzige Adresse in die Konfiguration.',
  },
  delivery_unreachable: {
    says: '{where} war nicht erreichbar: {cause}.',
    next: 'Prüfen Sie, ob es läuft und von hier erreichbar ist.',
  },
  delivery_mail: {
    says: 'Die E-Mail wurde nicht angenommen: {cause}.',
    next: 'Prüfen Sie, ob der Server aus notify.smtp oder sendmail auf diesem Rechner arbeitet.',
  },
  delivery_user: {
    says: 'Das Plugin soll als {as} laufen, und diesen Benutzer gibt es nicht.',
    next: 'Legen Sie ihn mit einer Rolle an, die es ausführen darf: parrot user add {as} --role viewer',
  },
  delivery_call: {
    says: '{tool} endete mit {outcome}. {cause}',
    next: 'Was sein Benutzer darf, zeigt: parrot can',
  },
  delivery_unknown: {
    says: 'Es gibt keinen Abonnenten "{name}".',
    next: 'Welche es gibt, zeigt: parrot events subscribers',
  },
  delivery_unknown_near: {
    says: 'Es gibt keinen Abonnenten "{name}".',
    next: 'Meinten Sie {near}? Welche es gibt, zeigt: parrot events subscribers',
  },
  delivery_no_dead: {
    says: 'Unter "{which}" ist nichts beiseitegelegt.',
    next: 'Was beiseiteliegt, zeigt: parrot events dead',
  },
  delivery_broke: {says: 'Es konnte nicht versucht werden: {cause}.', next: 'Siehe: parrot doctor'},
  doctor_delivery: {says: 'Abonnenten, denen Ereignisse gemeldet werden: {count}'},
  doctor_delivery_failing: {
    says: '{name} war in {failures} {failures?Versuch|Versuchen} nicht zu erreichen: {error}',
    next: 'Siehe: parrot events subscribers',
  },
  doctor_delivery_dead: {
    says: 'Ereignisse, die einem Abonnenten nie gemeldet wurden: {count}',
    next: 'Siehe: parrot events dead. Wenn es behoben ist: parrot events retry',
  },
  message_call: {says: '{tool} auf {machine}: {outcome}'},
  message_alert: {says: '{alert} auf {machine}'},
  message_alert_test: {says: 'TEST: {alert} auf {machine}'},
  message_alert_over: {says: 'vorbei: {alert} auf {machine}'},
  message_notify: {says: '{subscriber} ist nicht zu erreichen, auf {machine}'},
  message_silenced: {says: '{rule} ist auf {machine} stummgeschaltet'},
  message_silenced_why: {says: 'Von Regel {rule} wird bis {until} nichts gesagt: {reason}'},
  message_silenced_only: {says: 'Von Regel {rule} wird bis {until} nichts gesagt.'},
  message_unsilenced: {says: '{rule} ist auf {machine} nicht mehr stummgeschaltet'},
  message_unsilenced_text: {says: 'Was unter Regel {rule} auslöst, wird wieder gesagt.'},
  message_event: {says: '{event} auf {machine}'},
  message_test: {says: 'ein Test von {machine}'},
  message_test_text: {
    says: 'Es ist nichts geschehen: Jemand wollte wissen, ob Sie das erreicht. Es hat Sie erreicht.',
  },
  message_next_call: {
    says: 'Den ganzen Aufruf zeigt: parrot events list --correlation {correlation}',
  },
  message_next_notify: {
    says: 'Wer nicht erreicht wird, und womit, zeigen: parrot events subscribers; parrot events dead',
  },
  replay_window: {
    says: 'Es ist nicht gesagt, welche Ereignisse noch einmal gemeldet werden sollen.',
    next: 'Geben Sie --from mit einer Nummer oder --since mit einer Zeit an.',
  },
  message_notify_over: {
    says: '{subscriber} wird auf {machine} wieder benachrichtigt',
  },
  message_again: {
    says: 'noch einmal: {about}',
  },
  delivery_no_log: {
    says: 'Unter {socket} nimmt nichts Meldungen an.',
    next: 'Starten Sie rsyslog oder journald, oder nennen Sie einen Sammler, etwa tcp://host:601.',
  },
  delivery_no_datagram: {
    says: 'Dieses Node kann an keinen Socket des Rechners senden.',
    next: 'Nennen Sie stattdessen einen Sammler, der auch dieser Rechner sein kann: udp://127.0.0.1:514.',
  },
  delivery_log_full: {
    says: 'Was unter {socket} lauscht, nahm {bytes} Bytes nicht an.',
    next: 'Sehen Sie nach, ob es läuft und liest. Was dafür zu lang ist, kann an einen Sammler gehen.',
  },
} as const satisfies Translation<typeof english>
