import type {hostTexts as english} from '../en/host.ts'
import type {Translation} from '../fill.ts'

export const hostTexts = {
  unknown_plugin: {
    says: 'Es gibt kein Plugin und keinen Befehl "{name}".',
    next: 'Was es gibt, zeigt: parrot plugin list',
  },
  unknown_plugin_near: {
    says: 'Es gibt kein Plugin und keinen Befehl "{name}".',
    next: 'Meinten Sie {near}? Was es gibt, zeigt: parrot plugin list',
  },
  denied_by_default: {
    says: 'Keine Ihrer Rollen deckt "{permission}" ab.',
    next: 'Ihre Rollen zeigt: parrot whoami. Ein Administrator kann eine vergeben: parrot user grant <Sie> <Rolle>',
  },
  denied_by_default_near: {
    says: 'Keine Ihrer Rollen deckt "{permission}" ab.',
    next: 'Meinten Sie, was sie abdecken: "{near}"?',
  },
  denied_by_rule: {
    says: 'Die Rolle "{role}" verbietet "{permission}" durch ihre Regel "{rule}".',
    next: 'Die Rolle zeigt: parrot role show {role}',
  },
  denied_owner: {
    says: 'Es geschieht im Auftrag von {whose}, und {whose} hat das Recht "{permission}" jetzt nicht.',
    next: 'Was {whose} darf, zeigt: parrot can {whose} {permission}',
  },
  needs_approval: {
    says: 'Die Rolle "{role}" erlaubt "{permission}" nur mit Genehmigung, durch ihre Regel "{rule}".',
    next: 'Bitten Sie jemanden, dessen Rolle es erlaubt, es auszuführen.',
  },
  plugin_tampered: {
    says: 'Die Dateien von "{name}" sind nicht die genehmigten; es wurde nicht gestartet.',
    next: 'Sehen Sie nach, was sich geändert hat. Wenn Sie es so wollen: parrot plugin approve {name}. Kam es mit Parrot: Installieren Sie Parrot neu.',
  },
  plugin_tampered_files: {
    says: 'Die Dateien von "{name}" sind nicht die, die genehmigt wurden; es wurde nicht gestartet. Geändert: {changed}. Neu: {added}. Entfernt: {removed}.',
    next: 'Sehen Sie sie sich an. Wenn sie so gewollt sind: parrot plugin approve {name}',
  },
  plugin_tampered_back: {
    says: 'Die Dateien von "{name}" wurden geändert und sind jetzt wieder die genehmigten; es bleibt aus, bis jemand es genehmigt, und wurde nicht gestartet.',
    next: 'Klären Sie, wer sie geändert hat: Wann es bemerkt wurde, zeigt parrot events list --type PLUGIN_TAMPERED. Um fortzufahren: parrot plugin approve {name}',
  },
  plugin_tampered_files_held: {
    says: 'Die Dateien von "{name}" sind nicht die, die genehmigt wurden; es wurde nicht gestartet. Geändert: {changed}. Neu: {added}. Entfernt: {removed}. Eine Aktualisierung auf {version} wartet.',
    next: 'Sehen Sie sie sich an. Legen Sie die genehmigten zurück, dann: parrot plugin approve {name} --digest {digest}. Oder nehmen Sie die Aktualisierung: parrot plugin approve {name}',
  },
  plugin_tampered_back_held: {
    says: 'Die Dateien von "{name}" wurden geändert und sind jetzt wieder die genehmigten; es bleibt aus, bis jemand es genehmigt, und wurde nicht gestartet. Eine Aktualisierung auf {version} wartet.',
    next: 'Mit diesen fortfahren: parrot plugin approve {name} --digest {digest}. Oder nehmen Sie die Aktualisierung: parrot plugin approve {name}',
  },
  host_broken: {
    says: 'Parrot konnte seinen Teil nicht leisten: {cause}',
    next: 'Was fehlt, zeigt: parrot doctor',
  },
  doctor_node: {says: 'Node {version}'},
  doctor_policy: {says: '{roles} {roles?Rolle|Rollen}, {users} Benutzer'},
  doctor_plugins: {says: '{enabled} von {found} aktiviert'},
  doctor_limits_enforced: {says: 'Speicher und Prozesse eines Laufs begrenzt eine cgroup'},
  doctor_limits_approximated: {
    says: 'Speicher und Prozesse werden für jeden Prozess begrenzt und für den Lauf insgesamt überwacht',
    next: 'Eine cgroup v2 mit systemd würde das Ganze begrenzen: Starten Sie mit cgroup v2 (auf einem Raspberry Pi: cgroup_enable=memory).',
  },
  doctor_limits_unmanaged: {
    says: 'Speicher und Prozesse werden für jeden Prozess begrenzt und für den Lauf insgesamt überwacht',
    next: 'Eine cgroup würde das Ganze begrenzen und braucht ein systemd dieses Benutzers: loginctl enable-linger {user}',
  },
  doctor_sandbox: {says: 'Plugins laufen auf Stufe {level}'},
  doctor_journal: {
    says: '{file}; ein Ereignis ist auf der Platte, bevor sein Aufruf weitergeht (synchronous={synchronous})',
  },
  doctor_config_plugin: {
    says: 'Die Konfiguration hat Einstellungen für "{name}", und dieses Plugin gibt es nicht.',
    next: 'Benennen Sie plugins.{name} in der Konfiguration um, oder entfernen Sie es.',
  },
  plugin_not_enabled: {
    says: 'Das Plugin "{name}" ist da, aber {state}.',
    next: 'Schalten Sie es ein: parrot plugin enable {name}',
  },
  plugin_not_approved: {
    says: 'Das Plugin "{name}" ist da, aber noch hat es niemand genehmigt.',
    next: 'Sehen Sie an, was es verlangt, und genehmigen Sie es: parrot plugin approve {name}',
  },
  state_disabled: {says: 'deaktiviert'},
  state_modified: {says: 'verändert'},
  user_os_missing: {
    says: 'Auf diesem Rechner gibt es kein Konto "{os}"; bis es eines gibt, ist niemand "{user}".',
    next: 'Wenn das ein Versehen ist: parrot user remove {user}',
  },
  user_self: {
    says: 'Mit dieser Änderung wären Sie hier kein Administrator mehr, und nur ein Administrator könnte sie zurücknehmen.',
    next: 'Geben Sie zuerst jemand anderem die Rolle admin, oder bearbeiten Sie {file} von Hand.',
  },
  user_role_name: {
    says: '"{user}" ist der Name einer Rolle; wer nach einem fragt, bekäme das andere.',
    next: 'Wählen Sie einen anderen Namen.',
  },
  half_text: {
    says: 'Die Eingabe enthält ein halbes Zeichen: ein Surrogat (\\ud800 bis \\udfff) ohne seine andere Hälfte.',
  },
  dry_run_unsupported: {says: '"{tool}" hat keinen Probelauf.', next: 'Lassen Sie --dry-run weg.'},
  plugin_failed: {says: '{tool} endete mit Status {status}.'},
  plugin_failed_advised: {says: '{tool} endete mit Status {status}.', next: 'Das Plugin sagt: {advice}'},
  plugin_killed: {says: '{tool} wurde durch {signal} beendet.'},
  plugin_output_wrong: {
    says: '{tool} hat geantwortet, aber nicht so, wie sein Ausgabeschema sagt: {cause}',
  },
  plugin_spoke_wrong: {
    says: '{tool} hat geantwortet, aber nicht mit einem MCP-Dokument, mit dem es antworten darf: {cause}',
  },
  plugin_asks_undeclared: {
    says: '{tool} hat etwas gefragt, wozu es kein Recht hat.',
    next: 'Sein Manifest müsste "{right}" erklären.',
  },
  plugin_asks: {
    says: '{tool} fragt, bevor es weitergeht: {asked}',
    next: 'Antworten kann man über einen Agenten, dessen Client seinen Benutzer fragt: parrot mcp',
  },
  plugin_says: {says: '{tool}: {cause}'},
  plugin_output_limit: {
    says: '{tool} gab mehr als seine {limit} Bytes aus und wurde angehalten.',
    next: 'Sein Manifest kann mehr verlangen: limits.output.',
  },
  plugin_memory_limit: {
    says: '{tool} brauchte mehr als seine {limit} Bytes Speicher und wurde angehalten.',
    next: 'Sein Manifest kann mehr verlangen: limits.memory.',
  },
  plugin_process_limit: {
    says: '{tool} startete mehr als seine {limit} Prozesse und wurde angehalten.',
    next: 'Sein Manifest kann mehr verlangen: limits.pids.',
  },
  plugin_disk_limit: {
    says: '{tool} hat in seinem Datenordner mehr abgelegt, als es darf, oder diese Platte fast gefüllt, und wurde angehalten.',
    next: 'Schaffen Sie auf dieser Platte Platz, und nehmen Sie aus seinem Datenordner heraus, was es nicht braucht.',
  },
  plugin_timed_out: {
    says: '{tool} lief länger als {limit} und wurde angehalten.',
    next: 'Sein Manifest kann mehr verlangen: limits.timeout.',
  },
  plugin_cancelled: {says: '{tool} wurde auf Ihren Wunsch angehalten.'},
  net_refused: {
    says: 'Die Liste der erlaubten Netzziele lehnte {target} ab.',
    next: 'Das Manifest von {tool} müsste es erklären.',
  },
  role_missing: {says: 'Es gibt keine Rolle "{role}".', next: 'Die Rollen zeigt: parrot role list'},
  role_missing_near: {
    says: 'Es gibt keine Rolle "{role}".',
    next: 'Meinten Sie {near}? Die Rollen zeigt: parrot role list',
  },
  head_unreadable: {
    says: '"{text}" ist kein Kopf des Journals.',
    next: 'Ein Kopf sieht aus wie 1234:9f86… oder ist die ganze Zeile von parrot audit head --json.',
  },
  user_missing: {says: 'Es gibt keinen Benutzer "{user}".', next: 'Die Benutzer zeigt: parrot user list'},
  user_missing_near: {
    says: 'Es gibt keinen Benutzer "{user}".',
    next: 'Meinten Sie {near}? Die Benutzer zeigt: parrot user list',
  },
  step_changes: {
    says: '{tool} ändert Parrot selbst, und das darf kein Workflow für jemanden tun.',
    next: 'Rufen Sie es selbst auf, wenn es gewollt ist.',
  },
  may_call: {says: 'ruft {tool} auf; wer das Recht {right} hat, darf das durch dieses Plugin'},
  command_eased: {
    says: '{tool} bekommt mehr, steht mehr Aufrufern offen oder ruft etwas anderes auf, als bei irgendeinem Befehl genehmigt wurde',
  },
  lock_held: {
    says: '{tool} wartet auf {held} von {by} ({door}, Prozess {pid}, seit {since}).',
    next: 'Beide ändern dasselbe. Versuchen Sie es noch einmal, wenn jenes beendet ist, oder halten Sie es an.',
  },
  lock_held_unknown: {says: '{tool} wartet auf einen anderen Aufruf, der dasselbe ändert.'},
  builtin_missing: {
    says: 'Es gibt keine eingebaute Operation "{name}".',
    next: 'Sein Manifest nennt eine, die dieses Parrot nicht hat.',
  },
  survivors: {
    says: 'Ein Lauf von {tool} hatte Parrot verloren; was davon übrig war, ist jetzt beendet.',
  },
  rate_limited: {
    says: '{tool} wurde innerhalb von {window} {rate}-mal aufgerufen; öfter darf das ein Aufrufer nicht.',
    next: 'Versuchen Sie es in {seconds} s noch einmal. Wie oft es geht, sagen limits.rate und limits.rateWindowMs in der Konfiguration.',
  },
  rate_uncounted: {
    says: 'Wie oft aufgerufen wurde, lässt sich in {file} nicht zählen: {cause}',
    next: 'Die Datei enthält nichts als Zähler: Löschen Sie sie, und sie wird neu angelegt.',
  },
  refused_often: {
    says: '{who} wurde innerhalb einer Minute {most}-mal abgewiesen; dieser Aufruf wurde nicht angesehen.',
    next: 'Versuchen Sie es in {seconds} s noch einmal. Warum abgewiesen wurde, zeigt: parrot events list --type CALL_FINISHED',
  },
  refusals_unrecorded: {
    says: '{who} wurde innerhalb einer Minute {most}-mal abgewiesen; was im Rest davon verlangt wird, wird weder angesehen noch aufgezeichnet.',
    next: 'Was verlangt wurde, zeigt: parrot events list --who {who}',
  },
} as const satisfies Translation<typeof english>
