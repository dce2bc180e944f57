import type {rootTexts as english} from '../en/root.ts'
import type {Translation} from '../fill.ts'

export const rootTexts = {
  root_help: {
    says: `Was der Server dieses Rechners als root tun lassen darf (docs/server.md).

  sudo parrot root install [--yes]    systemd für den Server lauschen lassen
  sudo parrot root allow NAME         einem Plugin des Servers zustimmen
  sudo parrot root BEFEHL …           jeder Befehl von Parrot in roots Home

Optionen
  --home DIR     vor dem Wort: roots Home statt /var/lib/parrot-root
  --for USER     install, serve: als wer der Server läuft, statt parrot
  --from DIR     allow: das Home des Servers statt /var/lib/parrot
  --accept HEX   allow: zustimmen, wo niemand gefragt werden kann
  --socket PATH  serve: dort lauschen, ohne systemd

Beispiele
  sudo parrot root allow backup
  sudo parrot root plugin config backup
  sudo parrot root plugin list
  sudo parrot root events list
  sudo parrot root plugin disable backup
  sudo parrot root serve`,
  },
  doctor_root: {says: 'Der Helfer, der als root läuft, antwortet auf {socket}.'},
  doctor_root_silent: {
    says: 'Der Helfer, der als root läuft, antwortet nicht auf {socket}: {cause}.',
    next: 'Als root: systemctl status parrot-root.socket parrot-root.service. Ohne systemd: parrot root serve',
  },
  doctor_root_folder: {
    says: '{folder} kann von anderen als root geändert werden; sie könnten an seiner Stelle auf {socket} lauschen.',
    next: 'Als root: chown root: {folder} && chmod 755 {folder}',
  },
  doctor_root_readable: {
    says: '{file} sagt, was root den Server tun lässt, und andere können es lesen.',
    next: 'Schließen Sie das Verzeichnis von root: chmod 700 {home}',
  },
  root_words: {says: 'Das ist nichts, was parrot root tut.', next: 'Was es tut, zeigt: parrot root --help'},
  root_only: {
    says: 'Nur root entscheidet, was der Server dieses Rechners als root tun lassen darf.',
    next: 'Rufen Sie es mit sudo auf.',
  },
  root_changeable: {
    says: '{path} können andere als root ändern, und es liefe als root oder entschiede, was das tut.',
    next: 'Parrot, sein Node und die Ordner darüber müssen root gehören, und niemand sonst darf sie beschreiben.',
  },
  root_no_user: {
    says: '{user} ist kein Benutzer dieses Rechners, als der ein Server laufen könnte.',
    next: 'Nennen Sie den, als der er läuft: --for USER',
  },
  root_blind: {
    says: 'Der Kernel sagt hier nicht, wer sich verbindet; deshalb wird für niemanden etwas getan.',
  },
  root_nowhere: {
    says: 'Kein Plugin {name} kommt mit Parrot, und {from} ist kein Home, in dem eines eingeschaltet ist.',
    next: 'Schalten Sie es dort zuerst ein, oder nennen Sie das Home des Servers: --from DIR. Von anderswo: parrot root plugin install QUELLE',
  },
  root_not_agreed: {
    says: 'Niemand hat dem zugestimmt, was {name} verlangt; es ist nicht erlaubt.',
    next: 'Am Terminal wird gefragt. Sonst: parrot root allow {name} --accept {accept}',
  },
  root_allowed: {says: 'Der Server dieses Rechners darf {name} als root laufen lassen.'},
  root_would: {says: 'Nichts wurde geändert. Um es zu tun: parrot root install --yes'},
  root_installed: {says: 'systemd lauscht. Erlaubt ist etwas erst durch: parrot root allow NAME'},
  root_absent: {
    says: '{tool} braucht die Rechte von root oder eines anderen, der Server dieses Rechners hat sie nicht, und sein Helfer ist nicht da ({cause}).',
    next: 'Als root: parrot root install --yes, dann parrot root allow {plugin}. Was das heißt, steht in docs/server.md.',
  },
  root_lost: {
    says: 'Der Helfer, der als root läuft, ging, bevor er geantwortet hat; wie dies ausging, ist hier nicht bekannt.',
    next: 'Was dort im Journal steht, sieht root: parrot root events list',
  },
  root_long: {says: '{tool} nimmt höchstens {most} Bytes an Eingaben, wo es als root läuft.'},
  root_wrong: {
    says: 'Dem Helfer, der als root läuft, wurde nicht rechtzeitig ein Auftrag in einer Zeile geschickt.',
  },
  root_answered: {
    says: 'Was {tool} gefragt hat, wurde schon beantwortet, und damit ging es weiter; zweimal geschieht es nicht.',
    next: 'Beginnen Sie neu: ohne Antworten aufrufen.',
  },
  root_unasked: {
    says: 'Was als Antwort an {tool} zurückkam, hat der Helfer, der als root läuft, so nicht gefragt: für diesen Befehl und diese Eingaben, unverändert, binnen einer Viertelstunde.',
    next: 'Beginnen Sie neu: ohne Antworten aufrufen.',
  },
  root_not_allowed: {
    says: 'Root hat nicht erlaubt, {plugin} so laufen zu lassen, wie es jetzt ist und wofür.',
    next: 'Als root ansehen: parrot root allow {plugin}',
  },
  root_differs: {
    says: 'Der Server ließe {tool} mit anderen Pfaden oder Einstellungen laufen, als root sie dafür hat.',
    next: 'Machen Sie sie gleich: parrot plugin config {plugin}, und als root parrot root plugin config {plugin}',
  },
} as const satisfies Translation<typeof english>
