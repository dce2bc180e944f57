import type {updateTexts as english} from '../en/update.ts'
import type {Translation} from '../fill.ts'

const look = 'Sehen Sie noch einmal nach: parrot system_update plan'

export const updateTexts = {
  update_no_manager: {
    says: 'Parrot kennt keine Paketverwaltung dieses Rechners; es kennt apt, dnf (4) und pacman.',
    next: 'Aktualisieren Sie ihn mit dem, was er hat.',
  },
  update_no_lists: {
    says: '{manager} hat hier keine Paketlisten und kennt darum keine neueren Pakete.',
    next: 'Lassen Sie sie holen, als root: parrot system_update refresh',
  },
  update_no_plan: {
    says: '{manager} kann nicht sagen, was zu tun wäre: {cause}',
    next: 'Was fehlt, zeigt: parrot system_update status',
  },
  update_not_fetched: {
    says: '{manager} konnte nichts holen: {cause}',
    next: 'Es wurde nichts geändert. Prüfen Sie das Netz und {sources}.',
  },
  update_nothing: {says: 'Nichts zu aktualisieren; {kept} zurückgehalten.'},
  update_plan: {
    says: '{count} zu aktualisieren, {security} davon für die Sicherheit, {size} zu holen, {kept} zurückgehalten. {plan}',
  },
  update_is_updated: {
    says: '{count} aktualisiert, {security} davon für die Sicherheit, {kept} zurückgehalten',
  },
  update_is_failed: {
    says: '{count} sollten aktualisiert werden, {security} davon für die Sicherheit; das gelang nicht ganz',
  },
  update_is_worse: {
    says: '{count} aktualisiert, {security} davon für die Sicherheit, und dem Rechner geht es schlechter als zuvor',
  },
  update_is_unchecked: {
    says: '{count} aktualisiert, {security} davon für die Sicherheit; wie es dem Rechner jetzt geht, ist nicht bekannt',
  },
  update_is_rolled_back: {says: '{count} aktualisiert und wieder zurückgenommen'},
  update_refreshed: {says: 'Was {manager} über neuere Versionen weiß, ist auf dem neuesten Stand.'},
  update_would_refresh: {says: 'Es würde geholt, was über neuere Versionen zu wissen ist.'},
  update_status: {
    says: '{count} zu aktualisieren, {security} davon für die Sicherheit, {kept} zurückgehalten, {unsettled} halb fertig; kein Neustart nötig',
  },
  update_status_reboot: {
    says: '{count} zu aktualisieren, {security} davon für die Sicherheit, {kept} zurückgehalten, {unsettled} halb fertig; der Rechner muss neu starten',
  },
  update_unsettled: {says: 'Halb fertig: {names}.', next: 'Bringen Sie es zu Ende: sudo {mend}'},
  update_which: {
    says: 'Es ist nicht gesagt, was anzuwenden ist: der Plan, der angesehen wurde, oder was jetzt fällig ist.',
    next: 'parrot system_update plan, dann parrot system_update apply --plan DIGEST. Oder: parrot system_update apply --current',
  },
  update_needs_root: {
    says: 'Nur root darf Pakete ändern, und dieses Parrot läuft nicht als root.',
    next: 'sudo -H parrot system_update {words}',
  },
  update_set_changed: {
    says: 'Was jetzt getan würde, ist nicht, was geplant war; es wurde nichts geändert. Nicht mehr: {gone}. Neu: {come}.',
    next: look,
  },
  update_plan_unknown: {
    says: 'Was jetzt getan würde, ist nicht, was diese Prüfsumme nennt; es wurde nichts geändert. Es wäre: {now}.',
    next: look,
  },
  update_waits: {says: 'Wartet auf {program} (Prozess {pid}), das {file} belegt.'},
  update_locked: {
    says: '{program} (Prozess {pid}) belegt {file}, länger als gewartet wurde; es wurde nichts geändert.',
    next: 'Lassen Sie es fertig werden, und versuchen Sie es noch einmal. Die Einstellung LOCK_SECONDS sagt, wie lange gewartet wird.',
  },
  update_lock_left: {
    says: '{file} ist da: Entweder werden Pakete geändert, oder ein Programm, das es tat, wurde abgebrochen; es wurde nichts geändert.',
    next: 'Wenn nichts mehr Pakete ändert: sudo rm {file}',
  },
  update_lock_lost: {
    says: 'Ein anderes Programm nahm die Sperre zuerst; es wurde nichts geändert: {cause}',
    next: 'Versuchen Sie es noch einmal, wenn es fertig ist.',
  },
  update_no_health: {
    says: 'health_check endete mit {outcome}; niemand wüsste, ob das Update schadet. Es wurde nichts geändert.',
    next: 'Den Grund zeigt: parrot health_check. Ein Administrator kann darauf verzichten: parrot plugin config system_update set HEALTH off',
  },
  update_unfit: {
    says: 'Der Rechner würde ein Update nicht überstehen; es wurde nichts geändert. {checks}',
    next: 'Beheben Sie das zuerst, dann: parrot health_check',
  },
  update_failed: {
    says: 'Das Update kam nicht durch: {cause} Halb fertig: {unsettled}.',
    next: 'Den Stand zeigt: parrot system_update status. Zu Ende bringen: sudo {mend}',
  },
  update_worse: {
    says: 'Das Update ist fertig, und dem Rechner geht es schlechter als zuvor: {checks}',
  },
  update_unchecked: {
    says: 'Das Update ist fertig, aber health_check endete mit {outcome}; wie es dem Rechner geht, ist nicht bekannt.',
    next: 'Sehen Sie nach: parrot health_check',
  },
  update_rolled_back: {
    says: 'Es wurde zurückgenommen: Die vorigen Versionen sind wieder installiert.',
  },
  update_not_rolled_back: {says: 'Es konnte nicht zurückgenommen werden: {cause}'},
  update_way_back: {says: 'So wird es zurückgenommen: sudo {command}'},
  update_way_back_missing: {says: 'In der vorigen Version nirgends mehr zu haben: {packages}.'},
} as const satisfies Translation<typeof english>
