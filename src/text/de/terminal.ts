import type {terminalTexts as english} from '../en/terminal.ts'
import type {Translation} from '../fill.ts'

const written = 'Wie man es schreibt, zeigt: parrot {command} --help'

export const terminalTexts = {
  editor_missing: {
    says: 'Der Editor {editor} lässt sich nicht starten: {cause}',
    next: 'Installieren Sie ihn, oder nennen Sie in EDITOR einen, den es hier gibt.',
  },
  editor_missing_near: {
    says: 'Der Editor {editor} lässt sich nicht starten: {cause}',
    next: 'Installieren Sie ihn, oder nehmen Sie einen, den es hier gibt: EDITOR={near} parrot config edit',
  },
  editor_failed: {
    says: 'Der Editor {editor} endete mit {status}; es wurde nichts geändert.',
    next: 'Versuchen Sie es noch einmal: parrot config edit',
  },
  editor_unnamed: {
    says: 'Weder VISUAL noch EDITOR nennt einen Editor, und vi braucht ein Terminal, das es hier nicht gibt.',
    next: 'Einen Schlüssel ändert: parrot config set KEY VALUE. Ein Programm, das ändert: EDITOR=/pfad/zum/programm parrot config edit',
  },
  result_partial: {
    says: 'Gezeigt ist, was bis dahin da war, und nicht das Ganze.',
    next: 'Um das Ganze zu haben, führen Sie es noch einmal aus.',
  },
  not_awaited: {
    says: 'Es wird nicht länger gewartet; wie es ausgeht, ist hier nicht bekannt.',
    next: 'Was festgehalten ist, zeigt: parrot events list',
  },
  held_up: {
    says: '{tool} wurde gebeten aufzuhören; was in {seconds} s noch da ist, wird beendet.',
    next: 'Ein zweites Strg-C wartet nicht darauf.',
  },
  update_stopped: {says: 'Nicht aktualisiert, weil es auf Ihren Wunsch angehalten wurde: {left}.'},
  editor_kept: {
    says: 'Was Sie geschrieben haben, liegt in {copy}',
    next: 'Nehmen Sie daraus, was Sie brauchen, und löschen Sie die Datei dann.',
  },
  editor_left: {
    says: 'Was eine frühere Bearbeitung hatte, liegt noch in {folder}',
    next: 'Nehmen Sie daraus, was Sie brauchen, und löschen Sie den Ordner dann.',
  },
  terminal_needed: {
    says: 'Das Menü braucht ein Terminal.',
    next: 'Nennen Sie einen Befehl, oder siehe: parrot --help',
  },
  flag_unknown: {
    says: 'Es gibt keine Option {flag}.',
    next: 'Was es gibt, zeigt: parrot {command} --help',
  },
  flag_unknown_near: {says: 'Es gibt keine Option {flag}.', next: 'Meinten Sie {near}?'},
  flag_without_value: {
    says: '{flag} nimmt keinen Wert.',
    next: 'Schreiben Sie {flag} allein, oder lassen Sie es weg.',
  },
  flag_needs_value: {says: '{flag} braucht einen Wert.', next: written},
  flag_twice: {says: '{flag} darf nur einmal dastehen.', next: written},
  line_wrong: {says: '{cause}.', next: written},
  too_many_words: {
    says: '{count} Wörter sind zu viele; gelesen werden höchstens {most}.',
    next: 'Geben Sie weniger auf einmal an.',
  },
  word_unexpected: {
    says: 'Bei "{word}" wird nichts erwartet.',
    next: 'Setzen Sie in Anführungszeichen, was zusammengehört, oder siehe: parrot {command} --help',
  },
  argument_missing: {says: '{name} fehlt.', next: written},
  argument_wrong: {
    says: '{name}: "{found}" ist nicht das Erwartete: {want}.',
    next: 'Geben Sie es so an: {want}.',
  },
  argument_wrong_near: {
    says: '{name}: "{found}" ist nicht das Erwartete: {want}.',
    next: 'Meinten Sie {near}?',
  },
  command_unknown: {says: 'Es gibt keinen Befehl "{name}".', next: 'Was es gibt, zeigt: parrot --help'},
  command_unknown_below: {
    says: 'Es gibt keinen Befehl "{name}".',
    next: 'Was es gibt, zeigt: parrot {topic} --help',
  },
  command_near: {says: 'Es gibt keinen Befehl "{name}".', next: 'Meinten Sie: parrot {near}'},
  input_pair: {says: '"{word}" ist keine Eingabe.', next: 'Schreiben Sie es als name=wert.'},
  plugins_left_out: {
    says: '{count} {count?Plugin wurde|Plugins wurden} ausgelassen; siehe: parrot plugin list',
  },
  several_commands: {
    says: '"{name}" ist eine Gruppe von Befehlen: {commands}.',
    next: 'Fragen Sie nach einem davon: parrot can {who} {first}',
  },
  since_wrong: {
    says: '--{flag}: "{text}" ist keine Zeit.',
    next: 'Geben Sie ein Alter an, etwa 90s, 30m, 1h oder 2d, oder ein Datum wie 2026-11-22T08:00:00Z.',
  },
  event_type_unknown: {
    says: '--type: "{text}" ist keine Art von Ereignis.',
    next: 'Geben Sie eine davon an: {types}.',
  },
  event_type_near: {says: '--type: "{text}" ist keine Art von Ereignis.', next: 'Meinten Sie {near}?'},
  file_not_written: {
    says: '{file}: {cause}',
    next: 'Nennen Sie eine Datei, die es noch nicht gibt, in einem Ordner, in den Sie schreiben können.',
  },
  flag_first: {
    says: 'Ein Befehl kommt vor seinen Optionen, und {flag} steht vorn.',
    next: 'Was es gibt, zeigt: parrot --help',
  },
  flag_for_topic: {
    says: '{flag} gehört zu einem Befehl von {topic}, und keiner ist genannt.',
    next: 'Was es gibt, zeigt: parrot {topic} --help',
  },
  home_missing: {
    says: 'Ihr Home-Verzeichnis {home} gibt es nicht, und Parrot legt es nicht an.',
    next: 'Setzen Sie HOME auf Ihr eigenes, oder PARROT_HOME auf einen Ordner für alles, was Parrot aufbewahrt.',
  },
  cache_foreign: {
    says: '{folder} gehört jemand anderem.',
    next: 'Setzen Sie HOME auf Ihr eigenes Home-Verzeichnis, wie sudo -H es tut.',
  },
  input_size_wrong: {
    says: 'PARROT_MAX_INPUT_SIZE ist keine Zahl von Bytes zwischen 1000 und {most}.',
    next: 'Geben Sie Bytes in Ziffern an, etwa 4194304, oder löschen Sie die Variable.',
  },
  broke: {
    says: 'Parrot selbst ist gescheitert: {cause}',
    next: 'Versuchen Sie es noch einmal; bleibt es dabei: parrot doctor',
  },
} as const satisfies Translation<typeof english>
