import type {traceTexts as english} from '../en/trace.ts'
import type {Translation} from '../fill.ts'

export const traceTexts = {
  strace_missing: {
    says: 'Auf diesem Rechner gibt es kein strace, und eine Ablaufverfolgung ist, was es sieht.',
    next: 'Installieren Sie es: {command}',
  },
  trace_forbidden: {
    says: 'Auf diesem Rechner darf kein Programm verfolgt werden: {cause}',
    next: 'Erlauben Sie es: sudo sysctl kernel.yama.ptrace_scope=1. In einem Container: Starten Sie ihn mit --cap-add SYS_PTRACE.',
  },
  trace_broken: {
    says: 'strace arbeitet hier nicht: {cause}',
    next: 'Es muss 5.9 oder neuer sein: strace --version',
  },
  trace_folder: {
    says: '{dir} ist kein Ordner.',
    next: 'Nennen Sie den Ordner, in dem das Plugin liegt: parrot plugin trace ./my-plugin',
  },
  trace_no_program: {
    says: '"{tool}" startet kein eigenes Programm, also gibt es nichts zu verfolgen.',
    next: 'Verfolgen Sie die Plugins, die es aufruft.',
  },
  trace_which: {
    says: '"{name}" hat mehrere Befehle: {commands}.',
    next: 'Sagen Sie, welchen: --command <Name>',
  },
  trace_no_command: {
    says: '"{name}" hat keinen Befehl "{command}". Es hat: {commands}.',
    next: 'Nennen Sie einen anderen: --command <Name>',
  },
  trace_not_agreed: {
    says: 'Es wurde nichts ausgeführt.',
    next: 'Eine Ablaufverfolgung führt den Code des Plugins aus. Stimmen Sie bei der Frage zu, oder mit --accept.',
  },
  trace_runs: {
    says: '{entry} bis zu 8-mal in seiner Sandbox auszuführen, mit leerem /data und ohne erreichbaren Host',
  },
  trace_shows: {
    says: 'ihm schreibgeschützt zu zeigen, was es zu lesen versucht und dieser Rechner hat, außer Geheimnissen',
  },
  trace_declared: {says: 'ihm zu geben, was sein Manifest erklärt: {words}'},
  trace_secret: {
    says: 'Es enthält Geheimnisse und wurde ihm nicht gezeigt. Erklären Sie es nur, wenn das Plugin dafür da ist.',
  },
  trace_link: {
    says: '{asked} ist ein Link oder führt durch einen: Lassen Sie das Plugin {path} öffnen.',
  },
  trace_looked: {says: 'Es sah nur nach, ob das da ist. Ein engerer Pfad kann genügen.'},
  trace_never: {says: 'Wird nie einem Plugin gegeben.'},
  trace_root: {says: 'Wer dort schreibt, kann root werden: Es bräuchte sys:root.'},
  trace_own: {
    says: 'Der eigene Ordner des Plugins ist schreibgeschützt; was bleiben soll, kommt nach /data.',
  },
  trace_nowhere: {
    says: 'Den Ordner gibt es auf diesem Rechner nicht, also kann er nicht gegeben werden.',
  },
  trace_kind: {says: 'Weder Datei noch Ordner: Sockets, Pipes und Geräte werden nicht gegeben.'},
  trace_closed: {
    says: 'Es wurde gezeigt, ist aber für den Benutzer gesperrt, als der das Plugin läuft.',
  },
  trace_home: {
    says: 'Der eigene Ordner des Plugins, wo es entwickelt wird: In der Sandbox ist er /plugin.',
  },
  trace_name: {
    says: 'Kein Recht kann diesen Namen enthalten: Er hat einen Platzhalter, ein $ oder ein unsichtbares Zeichen.',
  },
  trace_unused: {says: 'Erklärt, in diesem Lauf aber nicht benutzt.'},
  trace_only_read: {
    says: 'Zum Schreiben erklärt, in diesem Lauf nur gelesen: fs:read kann genügen.',
  },
  trace_failed: {
    says: 'Es endete mit Status {status}; vielleicht kam es nicht zu allem, was es tut.',
  },
  trace_ended: {says: 'Es wurde beendet ({because}); vielleicht kam es nicht zu allem, was es tut.'},
  trace_cut: {says: 'Es berührte mehr als 20.000 Pfade; der Rest ist nicht gezählt.'},
  trace_direct: {
    says: 'Es versuchte, sich selbst zu verbinden ({addresses}). Der einzige Weg hinaus ist der Proxy, den HTTP_PROXY und HTTPS_PROXY nennen.',
  },
  trace_sys: {says: '{text} ist erklärt und wird bei einer Ablaufverfolgung nicht gegeben.'},
  trace_unseen: {
    says: 'Umgebungsvariablen, Fakten und Unix-Sockets sind so nicht zu sehen, und die Pfade sind die dieses Laufs.',
  },
} as const satisfies Translation<typeof english>
