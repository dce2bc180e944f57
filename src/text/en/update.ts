/** Of the packages of the system, and of bringing them to newer versions. */
export const updateTexts = {
  update_no_manager: {
    says: 'Parrot knows no package manager of this machine; it knows apt, dnf (4) and pacman.',
    next: 'Update it with what it has.',
  },
  update_no_lists: {
    says: '{manager} has no lists of packages here, so it knows of no newer ones.',
    next: 'Have it fetch them, as root: parrot system_update refresh',
  },
  update_no_plan: {
    says: '{manager} cannot say what it would do: {cause}',
    next: 'See what is wrong: parrot system_update status',
  },
  update_not_fetched: {
    says: '{manager} could not fetch: {cause}',
    next: 'Nothing was changed. Look at the network and at {sources}.',
  },
  update_nothing: {says: 'Nothing to update; {kept} kept back.'},
  update_plan: {
    says: '{count} to update, {security} for security, {size} to fetch, {kept} kept back. {plan}',
  },
  update_is_updated: {says: '{count} updated, {security} for security, {kept} kept back'},
  update_is_failed: {says: '{count} were to be updated, {security} for security; that did not get through'},
  update_is_worse: {says: '{count} updated, {security} for security, and the machine is worse than before'},
  update_is_unchecked: {
    says: '{count} updated, {security} for security; how the machine is now is not known',
  },
  update_is_rolled_back: {says: '{count} were updated, and taken back'},
  update_refreshed: {says: 'What {manager} knows of newer versions is of now.'},
  update_would_refresh: {says: 'Would fetch what there is to know of newer versions.'},
  update_status: {
    says: '{count} to update, {security} for security, {kept} kept back, {unsettled} half way; no restart needed',
  },
  update_status_reboot: {
    says: '{count} to update, {security} for security, {kept} kept back, {unsettled} half way; the machine has to start anew',
  },
  update_unsettled: {
    says: 'Left half way: {names}.',
    next: 'Finish it: sudo {mend}',
  },
  update_which: {
    says: 'It is not said what to apply: either the plan that was looked at, or whatever is due now.',
    next: 'parrot system_update plan, then parrot system_update apply --plan DIGEST. Or: parrot system_update apply --current',
  },
  update_needs_root: {
    says: 'Only root may change packages, and this Parrot does not run as root.',
    next: 'sudo -H parrot system_update {words}',
  },
  update_set_changed: {
    says: 'What would be done now is not what was planned; nothing was changed. No longer: {gone}. New: {come}.',
    next: 'Look at it again: parrot system_update plan',
  },
  update_plan_unknown: {
    says: 'What would be done now is not what that digest names; nothing was changed. It would be: {now}.',
    next: 'Look at it again: parrot system_update plan',
  },
  update_waits: {says: 'Waiting for {program} (process {pid}), which holds {file}.'},
  update_locked: {
    says: '{program} (process {pid}) holds {file}, and took longer than was waited; nothing was changed.',
    next: 'Let it finish, then try again. The setting LOCK_SECONDS says how long to wait.',
  },
  update_lock_left: {
    says: '{file} is there, so packages are being changed, or a program that did was killed; nothing was changed.',
    next: 'Where nothing changes packages any more: sudo rm {file}',
  },
  update_lock_lost: {
    says: 'Another program took the lock first; nothing was changed: {cause}',
    next: 'Try again when it is done.',
  },
  update_no_health: {
    says: 'health_check ended as {outcome}, so nobody would know whether the update did harm; nothing was changed.',
    next: 'See why: parrot health_check. An admin can do without it: parrot plugin config system_update set HEALTH off',
  },
  update_unfit: {
    says: 'The machine would not survive an update; nothing was changed. {checks}',
    next: 'Mend that first, then: parrot health_check',
  },
  update_failed: {
    says: 'The update did not get through: {cause} Left half way: {unsettled}.',
    next: 'See how things stand: parrot system_update status. To finish it: sudo {mend}',
  },
  update_worse: {says: 'The update is done, and the machine is worse than before: {checks}'},
  update_unchecked: {
    says: 'The update is done, but health_check ended as {outcome}, so it is not known how the machine is.',
    next: 'Look: parrot health_check',
  },
  update_rolled_back: {says: 'It was taken back: the versions before are installed again.'},
  update_not_rolled_back: {says: 'It could not be taken back: {cause}'},
  update_way_back: {says: 'To take it back: sudo {command}'},
  update_way_back_missing: {says: 'Nowhere to be had any more in their version before: {packages}.'},
} as const
