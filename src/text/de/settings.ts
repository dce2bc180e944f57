import type {settingTexts as english} from '../en/settings.ts'
import type {Translation} from '../fill.ts'

const again = 'Geben Sie es neu an: parrot plugin config {plugin} set {key}'
const written = 'Wie man es schreibt, zeigt: parrot plugin config --help'
const fromFile = 'parrot plugin config {plugin} set {key} --from-file PFAD'

export const settingTexts = {
  config_program: {
    says: '{file} ist ein Programm, das Parrot ausführt und nicht bearbeitet.',
    next: 'Schreiben Sie es von Hand hinein: {lines}',
  },
  config_program_less: {
    says: '{file} ist ein Programm, das Parrot ausführt und nicht bearbeitet.',
    next: 'Nehmen Sie es von Hand heraus: {lines}',
  },
  config_not_editable: {
    says: '{file} lässt sich nicht an dieser einen Stelle ändern, ohne anderes zu ändern; sie blieb, wie sie ist.',
    next: 'Ändern Sie sie von Hand: {lines}',
  },
  config_of_root: {
    says: '{file} gehört root; die Datei blieb, wie sie ist.',
    next: 'Lassen Sie root sie ändern, oder führen Sie eine eigene Datei.',
  },
  config_busy: {
    says: 'Ein anderes Parrot ändert gerade die Konfiguration.',
    next: 'Versuchen Sie es gleich noch einmal.',
  },
  config_unwritable: {
    says: '{file}: {cause}',
    next: 'Schaffen Sie Platz, oder bringen Sie den Ordner in Ordnung; versuchen Sie es dann noch einmal.',
  },
  config_outgrown: {
    says: '{file} würde größer als 1 MiB; die Datei blieb, wie sie ist.',
    next: 'Bewahren Sie große Werte in einer Datei auf, die das Plugin lesen darf.',
  },

  setting_unknown: {
    says: '"{plugin}" hat keine Einstellung {key}.',
    next: 'Welche es hat, zeigt: parrot plugin config {plugin}',
  },
  setting_unknown_near: {says: '"{plugin}" hat keine Einstellung {key}.', next: 'Meinten Sie {near}?'},
  setting_wrong: {
    says: '{plugin}: {key}: gefunden: {found}, erwartet: {want}; es wurde nichts geändert.',
    next: 'Erwartet wird: {want}. Setzen Sie in Anführungszeichen, was Leerzeichen enthält.',
  },
  setting_wrong_near: {
    says: '{plugin}: {key}: gefunden: {found}, erwartet: {want}; es wurde nichts geändert.',
    next: 'Meinten Sie {near}?',
  },
  setting_long: {
    says: '{plugin}: {key}: Das ist mehr als 64 KiB; es wurde nichts geändert.',
    next: 'Bewahren Sie es in einer Datei auf, die das Plugin lesen darf.',
  },
  setting_nothing: {
    says: '{plugin}: {key}: Dafür wurde nichts angegeben.',
    next: 'Geben Sie einen Wert an.',
  },
  setting_twice: {
    says: '{plugin}: {key}: Dafür wurde mehr als eines angegeben; es wurde nichts geändert.',
    next: 'Geben Sie eines davon an.',
  },
  setting_no_secret: {
    says: '{plugin}: {key} ist nicht geheim; der Wert steht in der Konfiguration.',
    next: 'Geben Sie den Wert selbst an: parrot plugin config {plugin} set {key} WERT',
  },
  setting_elsewhere: {
    says: '{plugin}: {key} legt {from} fest, und das gilt.',
    next: 'Ändern Sie es dort.',
  },
  setting_action: {says: 'Nach dem Namen des Plugins kommt get, set oder unset.', next: written},
  setting_extra: {says: 'Nur set nimmt einen Wert; es wurde nichts geändert.', next: written},
  setting_form: {
    says: 'Der Name einer Einstellung wird groß geschrieben, etwa API_KEY; es wurde nichts geändert.',
    next: 'Was es gibt, zeigt: parrot plugin config NAME',
  },
  setting_flag: {
    says: 'Es ist eine Option zu viel da; sie wird hier nicht wiederholt, weil sie geheim sein könnte. Es wurde nichts geändert.',
    next: 'Ein Wert, der mit einem Strich beginnt, kommt nach "--". Siehe: parrot plugin config --help',
  },
  setting_flag_near: {
    says: 'Diese Option gibt es nicht; es wurde nichts geändert.',
    next: 'Meinten Sie {near}?',
  },
  setting_held: {
    says: '"{name}" bekäme jetzt mehr, als genehmigt wurde: {words}.',
    next: 'Es wirkt nach: parrot plugin approve {name}',
  },

  secret_argument: {
    says: '{plugin}: {key} ist geheim, und eine Befehlszeile sehen andere, und der Verlauf bewahrt sie auf; es wurde nichts geändert.',
    next: 'War das der echte Wert, lassen Sie sich einen neuen geben. Lassen Sie sich danach fragen: parrot plugin config {plugin} set {key}',
  },
  secret_needed: {
    says: '{plugin}: {key} ist geheim, und niemand sitzt am Terminal, der danach gefragt werden könnte.',
    next: 'Geben Sie es mit --stdin, oder sagen Sie, wo es steht: --from-file, --from-env oder --credential.',
  },
  secret_stdin: {
    says: '{plugin}: {key}: Was über stdin kam, ist kein UTF-8-Text von höchstens 64 KiB; es wurde nichts geändert.',
    next: 'Senden Sie den geheimen Wert und sonst nichts.',
  },
  secret_left: {
    says: '{plugin}: {key}: Es wurde nichts angegeben und nichts geändert.',
    next: 'Fragen Sie wieder, wenn Sie den Wert haben.',
  },
  secret_empty: {
    says: '{plugin}: {key}: Ein leerer Text ist kein Geheimnis; es wurde nichts geändert.',
    next: 'Geben Sie den geheimen Wert an.',
  },
  secret_wrong: {
    says: '{plugin}: {key}: Was angegeben wurde, wird nicht gezeigt. Erwartet: {want}. Es wurde nichts geändert.',
    next: 'Erwartet wird: {want}.',
  },
  secret_reference: {
    says: '{plugin}: {key} ist weder Text noch ein Verweis aus einem Wort: file, env oder credential.',
    next: again,
  },
  secret_missing: {
    says: '{plugin}: {key} soll aus {file} kommen, und die Datei gibt es nicht.',
    next: 'Legen Sie sie an, oder geben Sie eine andere an: parrot plugin config {plugin} set {key}',
  },
  secret_link: {
    says: '{plugin}: {key} soll aus {file} kommen, und das ist ein symbolischer Link.',
    next: `Nennen Sie die Datei selbst: ${fromFile}`,
  },
  secret_not_a_file: {
    says: '{plugin}: {key} soll aus {file} kommen, und das ist keine gewöhnliche Datei.',
    next: `Nennen Sie eine gewöhnliche Datei: ${fromFile}`,
  },
  secret_foreign: {
    says: '{plugin}: {key} soll aus {file} kommen, und die Datei gehört der uid {owner}.',
    next: 'Übernehmen Sie sie: chown "$(id -u)" {file}',
  },
  secret_open: {
    says: '{plugin}: {key} soll aus {file} kommen, und die Datei ist für andere lesbar.',
    next: 'Sperren Sie sie: chmod 600 {file}. Hat sie vielleicht jemand gelesen, lassen Sie sich einen neuen Wert geben.',
  },
  secret_too_large: {
    says: '{plugin}: {key} soll aus {file} kommen, und die Datei ist größer als 64 KiB.',
    next: `Nennen Sie die richtige Datei: ${fromFile}`,
  },
  secret_not_text: {
    says: '{plugin}: {key} soll aus {file} kommen, und das ist kein UTF-8-Text.',
    next: 'Legen Sie es als Text ab, etwa in base64.',
  },
  secret_closed: {
    says: '{plugin}: {key} soll aus {file} kommen, und die Datei ist für jedes Plugin gesperrt.',
    next: 'Geben Sie den geheimen Wert selbst an: parrot plugin config {plugin} set {key}',
  },
  secret_unreadable: {
    says: '{plugin}: {key}: {file}: {cause}',
    next: 'Bringen Sie die Datei oder ihre Rechte in Ordnung.',
  },
  secret_variable: {
    says: '{plugin}: {key} soll aus der Variable {name} kommen, und sie ist hier nicht gesetzt.',
    next: 'Setzen Sie {name} dort, wo Parrot gestartet wird.',
  },
  secret_credential: {
    says: '{plugin}: {key} soll aus dem Credential {name} kommen, und systemd gab diesem Prozess keines.',
    next: 'Starten Sie Parrot aus einer Unit mit LoadCredential={name}:/pfad/dorthin',
  },
  secret_folder: {
    says: '{folder} ist kein eigener Ordner, in den niemand sonst sehen kann; dort wurde nichts abgelegt.',
    next: 'Was es ist, zeigt: ls -ld {folder}. Dann: chmod 700 {folder}',
  },
  setting_path_missing: {
    says: '{key} von "{plugin}" nennt {path}, und das lässt sich nicht öffnen ({cause}).',
    next: 'Legen Sie es an, oder hängen Sie ein, worauf es liegt; oder nennen Sie ein anderes: parrot plugin config {plugin} set {key} WERT',
  },
  setting_unset: {
    says: '"{plugin}" ist noch nicht eingerichtet: {key} hat keinen Wert. Es ist: {what}.',
    next: 'Setzen Sie ihn: parrot plugin config {plugin} set {key}{value}',
  },
} as const satisfies Translation<typeof english>
