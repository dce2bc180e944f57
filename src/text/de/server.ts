import type {serverTexts as english} from '../en/server.ts'
import type {Translation} from '../fill.ts'

export const serverTexts = {
  server_terminal: {
    says: 'Nur ein Mensch am Terminal startet, beendet oder installiert den Server oder startet ihn neu.',
    next: 'Fragen Sie, wer diesen Rechner verwaltet: parrot server --help',
  },
  server_runs: {
    says: 'Es läuft schon ein Server: PID {pid}, Version {version}, seit {started}.',
    next: 'Wie es ihm geht, zeigt: parrot server status',
  },
  server_held: {
    says: 'Ein anderer Server belegt diesen Platz ({file}); er startet, endet oder antwortet nicht.',
    next: 'Wie es ihm geht, zeigt: parrot server status',
  },
  server_taken: {
    says: 'Auf {path} antwortet etwas, das kein Server dieses Homes ist; es bleibt unberührt.',
    next: 'Was es ist, zeigt: ss -xlp. Ein anderes XDG_RUNTIME_DIR ergibt einen anderen Platz.',
  },
  server_other: {
    says: 'Der Server eines anderen Homes hat diesen Platz, {folder}: PID {pid}, seine Aufzeichnungen liegen in {records}. Er bleibt unberührt.',
    next: 'Arbeiten Sie mit ihm aus seinem Home: {home} parrot server status. Ein Server daneben hat einen eigenen Platz: Setzen Sie PARROT_HOME oder ein anderes XDG_RUNTIME_DIR.',
  },
  server_none_here: {says: 'Von diesem Home läuft kein Server.'},
  server_in_the_way: {
    says: '{path} ist kein Socket.',
    next: 'Sehen Sie nach, was es ist, und verschieben Sie es.',
  },
  server_folder: {
    says: '{folder} ist kein eigener Ordner, der für alle anderen gesperrt ist; dort wird nichts angeboten.',
    next: 'Wenn er Ihnen gehört: chmod 700 {folder}',
  },
  server_path: {
    says: 'Der Pfad eines Sockets in {folder} hat mehr als die {most} Bytes, die der Kernel annimmt.',
    next: 'Setzen Sie XDG_RUNTIME_DIR auf einen kürzeren.',
  },
  server_cannot: {
    says: 'Dieser Prozess kann nicht als Server dienen.',
    next: 'Starten Sie ihn am Terminal: parrot server start',
  },
  server_not_up: {says: 'Der Server kam nicht hoch.', next: 'Was er sagte, steht in: {log}'},
  server_not_awaited: {
    says: 'Niemand wartet mehr auf den Server.',
    next: 'Wie es ihm geht, zeigt: parrot server status',
  },
  server_stays: {
    says: 'Der Server (PID {pid}) ist noch nicht beendet.',
    next: 'Beenden Sie ihn samt dem, was für ihn läuft: parrot server stop --now',
  },
  server_stopped: {says: 'Es läuft kein Server.', next: 'Starten Sie einen: parrot server start'},
  server_ended: {says: 'Der Server (PID {pid}) ist beendet.'},
  server_serves: {says: 'PID {pid} bedient {address}'},
  server_ends: {says: 'Er endet; {running} {running?Aufruf läuft|Aufrufe laufen}.'},
  server_ended_after: {
    says: 'Er endete nach {calls} {calls?Aufruf|Aufrufen}, {cancelled} davon abgebrochen.',
  },
  server_reloaded: {
    says: 'Er hat Konfiguration, Rollen, Benutzer und Plugins neu gelesen; etwas ist anders.',
  },
  server_reloaded_same: {
    says: 'Er hat Konfiguration, Rollen, Benutzer und Plugins neu gelesen; sie sind, wie sie waren.',
  },
  server_not_reloaded: {says: 'Fehler: Er konnte seine Konfiguration nicht neu lesen: {cause}'},
  server_silent: {
    says: 'Der Server ist da und antwortet nicht.',
    next: 'Beenden Sie ihn: parrot server stop --now. Was er sagte, zeigt: parrot server logs',
  },
  server_is_running: {says: 'Der Server läuft als PID {pid}.'},
  server_is_stopping: {says: 'Der Server (PID {pid}) endet; er nimmt keine neuen Aufrufe an.'},
  server_is_silent: {
    says: 'Der Server (PID {pid}) ist da und antwortet nicht: parrot server stop --now',
  },
  server_is_dead: {
    says: 'Der Server (PID {pid}) ist weg und hat sich nicht selbst beendet: parrot server start',
  },
  server_is_stopped: {says: 'Es läuft kein Server: parrot server start'},
  server_key_needed: {
    says: 'Der Kernel sagt hier nicht, wer sich verbindet, darum wird ein Schlüssel gebraucht: zuerst die Zeile "Authorization: Bearer prk_…".',
  },
  server_key_wrong: {says: 'Der gezeigte Schlüssel gilt hier nicht.'},
  server_ending: {
    says: 'Der Server wird beendet und nimmt keine neuen Aufrufe an; rufen Sie gleich noch einmal auf.',
  },
  server_http_address: {
    says: 'Die Einstellung HTTP des Plugins server ist weder leer noch ein Port oder eine Adresse nur dieses Rechners: {address}',
    next: 'Setzen Sie etwa 8750, 127.0.0.1:8750 oder [::1]:8750: parrot plugin config server set HTTP 8750',
  },
  server_listen: {says: 'Auf {address} kann nichts angeboten werden: {cause}'},
  server_no_notify: {
    says: 'Dieses Node kann systemd nicht sagen, wie es dem Server geht (ihm fehlt node:ffi).',
    next: 'Nehmen Sie ein neueres, oder starten Sie den Server von Hand: parrot server start',
  },
  server_foreign: {
    says: '{file} wurde nicht von Parrot für dieses Home geschrieben und bleibt, wie sie ist.',
    next: 'Verschieben Sie die Datei, wenn sie nicht gebraucht wird.',
  },
  server_by_hand: {
    says: 'Es läuft ein Server, der von Hand gestartet wurde (PID {pid}).',
    next: 'Beenden Sie ihn zuerst: parrot server stop',
  },
  server_systemctl: {says: 'systemd konnte es nicht tun: {cause}', next: 'Nichts blieb geändert zurück.'},
  server_install_would: {
    says: 'Es wurde nichts geändert. So wird es eingerichtet: parrot server install --yes',
  },
  server_install_same: {says: 'Schon genau so installiert.'},
  server_installed: {says: 'Installiert und gestartet; systemd hält ihn am Laufen.'},
  server_none_installed: {says: 'Nichts davon ist installiert.'},
  server_uninstall_would: {says: 'Es wurde nichts geändert; diese würden entfernt.'},
  server_uninstalled: {says: 'Beendet und entfernt.'},
  server_no_role: {
    says: 'Sie haben auf diesem Rechner keine Rolle, also hat Ihr Agent keine: Zeigen Sie einen Schlüssel, zuerst die Zeile "Authorization: Bearer prk_…".',
  },
  server_machine_root: {
    says: 'Nur root richtet den Server des ganzen Rechners ein oder entfernt ihn.',
    next: 'Rufen Sie es als root auf; ohne --yes oder mit --dry-run wird allen gezeigt, was es tun würde.',
  },
  server_closed: {
    says: '{path} ist nicht für alle offen, und der Server des Rechners hat ein eigenes Konto ({account}).',
    next: 'Installieren Sie Node und Parrot dort, wo alle sie lesen dürfen, wie npm install -g es für root tut.',
  },
  server_account: {
    says: 'Es gibt schon ein Konto {account}, das nicht das des Servers ist: sein Home ist {home}.',
    next: 'Geben Sie jenem Konto einen anderen Namen, oder schreiben Sie eine eigene Unit: parrot server install --system --dry-run',
  },
  server_no_account: {
    says: 'systemd-sysusers konnte das Konto {account} nicht anlegen: {cause}',
    next: 'Nichts blieb geändert zurück.',
  },
  server_machine_systemctl: {
    says: 'systemd konnte es nicht tun: {cause}',
    next: 'Die Units wurden wieder entfernt; das Konto {account} und {home}, falls angelegt, bleiben.',
  },
  server_machine_would: {
    says: 'Es wurde nichts geändert. So wird es eingerichtet, als root: parrot server install --system --yes',
  },
  server_machine_installed: {
    says: 'Installiert und gestartet; systemd hält ihn am Laufen. Geben Sie Leuten Rollen: parrot user add NAME --role viewer --os NAME',
  },
  server_machine_gone_would: {
    says: 'Es wurde nichts geändert; dies würde entfernt. {home} und das Konto {account} würden bleiben.',
  },
  server_machine_gone: {
    says: 'Beendet und entfernt. {home} mit allem, was aufgezeichnet ist, und das Konto {account} bleiben.',
  },
} as const satisfies Translation<typeof english>
