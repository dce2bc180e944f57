import type {rbacTexts as english} from '../en/rbac.ts'
import type {Translation} from '../fill.ts'

const vocabulary = 'Siehe PLUGINS.md, Permissions.'
const roleEntries =
  'Ein Eintrag einer Rolle ist ein Recht, "bereich:*" oder "*"; davor "!" zum Verbieten oder "?" zum Nachfragen.'

export const rbacTexts = {
  permission_long: {says: '"{text}…" ist länger als 512 Zeichen.', next: vocabulary},
  permission_invisible: {
    says: '"{text}" enthält ein Steuerzeichen oder ein unsichtbares Zeichen.',
    next: 'Schreiben Sie es nur mit sichtbaren Zeichen.',
  },
  permission_shape: {
    says: '"{text}" ist kein Recht.',
    next: 'Schreiben Sie Bereich:Aktion oder Bereich:Aktion:Argument, etwa health:check oder fs:read:/var/log.',
  },
  permission_area: {
    says: '"{text}": "{area}" ist kein Name eines Bereichs.',
    next: 'Ein Bereich ist ein kleingeschriebenes Wort: Buchstaben, Ziffern, "_" und "-", vorn ein Buchstabe.',
  },
  permission_action: {
    says: '"{text}": "{action}" ist kein Name einer Aktion.',
    next: 'Eine Aktion ist ein kleingeschriebenes Wort: Buchstaben, Ziffern, "_" und "-", vorn ein Buchstabe.',
  },
  permission_argument: {
    says: '"{text}": "{argument}" ist kein Argument.',
    next: 'Ein Argument besteht aus Buchstaben, Ziffern und "@ . _ : + -", oder ist der Name einer Eingabe in geschweiften Klammern.',
  },
  permission_wildcard: {
    says: '"{text}": Hier gibt es kein "*".',
    next: 'Ein Plugin nennt, was es braucht. Eine Rolle kann "*", "bereich:*" oder eine Aktion ohne Argument enthalten, die jedes Argument abdeckt.',
  },
  permission_choice: {says: '"{text}": "{area}" hat kein "{found}".', next: 'Es hat: {known}.'},
  path_relative: {
    says: '"{text}": Der Pfad ist nicht absolut.',
    next: 'Beginnen Sie ihn mit "/", {variables}.',
  },
  path_dots: {
    says: '"{text}": "." und ".." werden abgelehnt und nicht aufgelöst.',
    next: 'Schreiben Sie den Pfad, wie realpath ihn ausgibt.',
  },
  path_glob: {
    says: '"{text}": Ein Pfad hat keine Platzhalter.',
    next: 'Nennen Sie den Ordner: Er steht für alles darunter.',
  },
  path_dollar: {
    says: '"{text}": "$" hat hier keine Bedeutung.',
    next: '$DATA, $PLUGIN und $CONFIG.<key> stehen am Anfang eines Pfads in einem Manifest, sonst nirgends.',
  },
  path_never: {
    says: '"{text}": Das kann keinem Plugin gegeben werden.',
    next: 'Schnittstellen des Kernels, Passwörter, Schlüssel und Parrots eigener Zustand bleiben zu. Nennen Sie den Ordner, der gebraucht wird.',
  },
  path_needs_root: {
    says: '"{text}": Wer dort schreiben kann, kann root werden.',
    next: 'Erklären Sie "sys:root" daneben, oder nennen Sie einen Ordner, der nur Daten enthält.',
  },
  path_value: {
    says: '"{text}": Die Konfiguration hat für "{key}" keinen absoluten Pfad.',
    next: 'Setzen Sie {key} für dieses Plugin in der Konfiguration.',
  },
  host_value: {
    says: '"{text}": Die Konfiguration hat für "{key}" weder Host:Port noch URL noch Socket einer Datenbank.',
    next: 'Setzen Sie {key} für dieses Plugin in der Konfiguration, als "db.example.org:5432", "https://backup.example.org/" oder "/var/run/postgresql/.s.PGSQL.5432".',
  },
  socket_never: {
    says: '"{text}": Dieser Socket kann keinem Plugin gegeben werden.',
    next: 'Von den Sockets eines Rechners können nur die genannt werden, auf denen PostgreSQL hört: /ordner/.s.PGSQL.5432',
  },
  host_wrong: {
    says: '"{text}": "{host}" ist kein Host.',
    next: 'Schreiben Sie einen Namen (xn-- für andere Schriften), eine IPv4-Adresse aus vier Dezimalzahlen, eine IPv6-Adresse in [ ], oder *.endung aus mindestens zwei Teilen.',
  },
  port_wrong: {
    says: '"{text}": "{port}" ist kein Port.',
    next: 'Schreiben Sie 1 bis 65535, oder * für jeden Port.',
  },
  program_wrong: {
    says: '"{text}": "{program}" ist kein Programm.',
    next: 'Schreiben Sie seinen Namen (Buchstaben, Ziffern, "." "_" "+" "-") oder seinen absoluten Pfad; keine Argumente.',
  },
  variable_wrong: {
    says: '"{text}": "{name}" ist kein Name einer Umgebungsvariable.',
    next: 'Schreiben Sie einen Namen, oder den Anfang von Namen mit einem "*" am Ende.',
  },
  variable_never: {
    says: '"{text}": {name} wird nie an ein Plugin weitergegeben.',
    next: 'Es würde ändern, was das Programm ist, oder Parrot setzt es selbst. Nehmen Sie eine Einstellung mit anderem Namen.',
  },

  rule_empty: {says: '"{text}" ist kein Eintrag einer Rolle.', next: roleEntries},
  rule_input: {
    says: '"{text}": Eine Rolle kann keine Eingabe nennen.',
    next: 'Nennen Sie den Wert, oder lassen Sie das Argument weg, um jeden Wert abzudecken.',
  },

  right_input_missing: {
    says: '"{permission}" hängt von der Eingabe "{input}" ab, die nicht angegeben wurde.',
    next: 'Geben Sie {input} an.',
  },
  input_unfit: {
    says: 'Über "{value}" kann nicht entschieden werden: {input} wird ein Teil von "{permission}".',
    next: 'Geben Sie {input} mit Buchstaben, Ziffern und "@ . _ : + -" an, mit dem Rest höchstens 512 Zeichen.',
  },

  rbac_shape: {
    says: '{file}: {path}: gefunden: {found}, erwartet: {want}.',
    next: 'So wird es geschrieben: {form}. Siehe docs/roles.md. Beheben Sie es in {file}, dann: parrot config check',
  },
  rbac_key: {
    says: '{file}: {path} ist kein bekannter Schlüssel.',
    next: 'Bekannt sind hier: {known}. Siehe docs/roles.md. Beheben Sie es in {file}, dann: parrot config check',
  },
  rbac_name: {
    says: '{file}: {path} ist kein Name.',
    next: 'Ein Name beginnt mit einem Buchstaben; es folgen Buchstaben, Ziffern und "@ . _ -", höchstens 64 Zeichen. Namen, die JavaScript selbst benutzt, etwa constructor, werden abgelehnt.',
  },
  rbac_entry: {
    says: '{file}: {path}: {cause}',
    next: '{cure} So wird es geschrieben: {form}. Siehe docs/roles.md. Beheben Sie es in {file}, dann: parrot config check',
  },
  role_unknown: {
    says: '{file}: {path}: Es gibt keine Rolle "{role}".',
    next: 'Rollen: {known}.',
  },
  role_cycle: {
    says: '{file}: {path}: Rollen erweitern einander im Kreis: {circle}.',
    next: 'Nehmen Sie ein "extends" heraus.',
  },
  evidence_twice: {
    says: '{file}: {path}: {evidence} gehört schon dem Benutzer "{user}".',
    next: 'Eine Person, ein Benutzer: Behalten Sie es bei einem von beiden.',
  },

  who_unknown: {
    says: 'Es gibt weder einen Benutzer noch eine Rolle "{who}".',
    next: 'Siehe: parrot user list, parrot role list',
  },
  who_unknown_near: {
    says: 'Es gibt weder einen Benutzer noch eine Rolle "{who}".',
    next: 'Meinten Sie {near}? Siehe: parrot user list, parrot role list',
  },
  user_exists: {
    says: 'Es gibt schon einen Benutzer "{user}".',
    next: 'Geben Sie ihm weitere Rollen: parrot user grant {user} ROLLE',
  },
  user_name: {
    says: '"{user}" kann kein Name eines Benutzers sein.',
    next: 'Ein Name beginnt mit einem Buchstaben; es folgen Buchstaben, Ziffern und "@ . _ -", höchstens 64 Zeichen.',
  },
  user_roles: {says: 'Der Benutzer "{user}" hätte keine Rolle.', next: 'Nennen Sie eine von: {known}.'},
  user_role: {says: 'Es gibt keine Rolle "{role}".', next: 'Rollen: {known}.'},
  user_role_near: {says: 'Es gibt keine Rolle "{role}".', next: 'Meinten Sie {near}? Rollen: {known}.'},
  user_has_role: {says: 'Der Benutzer "{user}" hat die Rolle "{role}" schon.'},
  user_evidence: {
    says: '{evidence} gehört schon dem Benutzer "{user}".',
    next: 'Nehmen Sie es zuerst von dort weg: parrot user remove {user}',
  },
  user_uid: {
    says: '"{uid}" ist keine uid.',
    next: 'Eine uid ist eine ganze Zahl von 0 bis 4294967294: id -u NAME',
  },
  user_last_admin: {
    says: 'Der Benutzer "{user}" ist der letzte, der alles darf.',
    next: 'Geben Sie das zuerst jemand anderem: parrot user grant NAME admin',
  },

  cure_remove: {says: 'Entfernen Sie "{rule}" aus der Rolle "{role}".'},
  cure_add: {says: 'Die Rolle "{role}" bräuchte "{rule}".'},
  cure_role: {says: '"{who}" bräuchte eine Rolle mit "{rule}": {roles}.'},
  cure_new_role: {says: '"{who}" bräuchte eine Rolle mit "{rule}"; noch hat es keine. Siehe docs/roles.md.'},
  cure_one_value: {says: 'Für nur einen Wert von {input} genügt "{rule}".'},
  cure_forbid: {says: 'Um es zu verbieten, fügen Sie "{rule}" der Rolle "{role}" hinzu.'},

  may_act: {says: 'darf nur ausführen, wer das Recht {permission} hat'},
  may_act_input: {
    says: 'darf nur ausführen, wer das Recht {permission} für die angegebene Eingabe {input} hat',
  },
  may_read: {says: 'darf {path} lesen'},
  may_write: {says: 'darf {path} lesen und ändern'},
  may_connect_to: {says: 'darf sich mit {place} verbinden'},
  may_connect: {says: 'darf sich mit {host} verbinden, Port {port}'},
  may_connect_any_port: {says: 'darf sich mit {host} verbinden, jeder Port'},
  may_exec: {says: 'darf das Programm {program} starten'},
  may_env: {says: 'darf die Umgebungsvariable {name} lesen'},
  may_env_prefix: {says: 'darf jede Umgebungsvariable lesen, die mit {name} beginnt'},
  may_facts_mounts: {says: 'darf wissen, welche Dateisysteme eingehängt und wie voll sie sind'},
  may_facts_load: {says: 'darf die Last der Prozessoren wissen'},
  may_facts_memory: {says: 'darf wissen, wie viel Speicher und Swap belegt ist'},
  may_facts_pressure: {
    says: 'darf wissen, wie lange Arbeit auf Prozessor, Speicher und Platte wartet',
  },
  may_facts_sensors: {says: 'darf Temperaturen und Spannungen wissen'},
  may_facts_units: {says: 'darf den Zustand der Systemdienste wissen'},
  may_facts_clock: {says: 'darf wissen, ob die Uhr synchronisiert ist'},
  may_facts_processes: {says: 'darf wissen, welche Prozesse laufen'},
  may_facts_runs: {says: 'darf wissen, wann Plugins zuletzt liefen und wie das ausging'},
  may_facts_server: {says: 'darf den Zustand von Parrots Server wissen'},
  may_facts_packages: {says: 'darf wissen, welche Pakete installiert sind'},
  may_facts_network: {says: 'darf Adressen und Routen dieses Rechners wissen'},
  may_ask_user: {says: 'darf dem Benutzer eines Agenten, der es aufruft, Fragen stellen'},
  may_ask_model: {says: 'darf das Modell eines Agenten, der es aufruft, etwas schreiben lassen'},
  may_ask_roots: {says: 'darf die Ordner wissen, in denen ein Agent arbeitet, der es aufruft'},
  may_sys_root: {says: 'handelt als root und kann diesen Rechner auf Dauer übernehmen'},
  may_sys_backup: {says: 'darf alles unter seinen Quellen lesen, wem es auch gehört'},
  may_sys_docker: {says: 'darf Docker steuern, was so gut ist wie root zu sein'},
  may_sys_systemd: {says: 'darf Systemdienste starten, anhalten und ändern'},
} as const satisfies Translation<typeof english>
