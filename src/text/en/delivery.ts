export const deliveryTexts = {
  delivery_address: {
    says: 'The address that is kept for it is no http or https address.',
    next: 'Write one into the place that the configuration names.',
  },
  delivery_status: {
    says: '{where} answered {status}.',
    next: 'See what it has against it; then: parrot events retry',
  },
  delivery_redirect: {
    says: '{where} answered {status}: it sends elsewhere, and what is meant for one address goes to no other.',
    next: 'Write the address where it is now into the configuration.',
  },
  delivery_unreachable: {
    says: '{where} was not reached: {cause}.',
    next: 'See whether it runs and can be reached from here.',
  },
  delivery_no_log: {
    says: 'Nothing takes messages at {socket}.',
    next: 'Start what does, rsyslog or journald, or name a collector, such as tcp://host:601.',
  },
  delivery_no_datagram: {
    says: 'This Node cannot send to a socket of the machine.',
    next: 'Name a collector instead, which may be this machine: udp://127.0.0.1:514.',
  },
  delivery_log_full: {
    says: 'What listens at {socket} did not take {bytes} bytes.',
    next: 'See whether it runs and reads. What is too long for it can go to a collector.',
  },
  delivery_mail: {
    says: 'The mail was not taken: {cause}.',
    next: 'See whether the server of notify.smtp, or the sendmail of this machine, works.',
  },
  delivery_user: {
    says: 'The plugin is to run as {as}, and there is no such user.',
    next: 'Add the user, with a role that may run it: parrot user add {as} --role viewer',
  },
  delivery_call: {
    says: '{tool} ended as {outcome}. {cause}',
    next: 'See what its user may do: parrot can',
  },
  delivery_unknown: {
    says: 'There is no subscriber "{name}".',
    next: 'See which there are: parrot events subscribers',
  },
  delivery_unknown_near: {
    says: 'There is no subscriber "{name}".',
    next: 'Did you mean {near}? See which there are: parrot events subscribers',
  },
  delivery_no_dead: {
    says: 'Nothing is put aside under "{which}".',
    next: 'See what is: parrot events dead',
  },
  replay_window: {
    says: 'Nothing says which events are to be told again.',
    next: 'Give --from with a number, or --since with a time.',
  },
  delivery_broke: {says: 'It could not be tried: {cause}.', next: 'See: parrot doctor'},
  doctor_delivery: {says: 'subscribers that are told of events: {count}'},
  doctor_delivery_failing: {
    says: '{name} was not told in {failures} attempts: {error}',
    next: 'See: parrot events subscribers',
  },
  doctor_delivery_dead: {
    says: 'events that a subscriber was never told of: {count}',
    next: 'See: parrot events dead. Once it is mended: parrot events retry',
  },
  message_call: {says: '{tool} on {machine}: {outcome}'},
  message_alert: {says: '{alert} on {machine}'},
  message_alert_test: {says: 'TEST: {alert} on {machine}'},
  message_alert_over: {says: 'over: {alert} on {machine}'},
  message_notify: {says: 'cannot tell {subscriber} on {machine}'},
  message_notify_over: {says: '{subscriber} is told again on {machine}'},
  message_again: {says: 'again: {about}'},
  message_silenced: {says: '{rule} is silenced on {machine}'},
  message_silenced_why: {says: 'Nothing is said of rule {rule} until {until}: {reason}'},
  message_silenced_only: {says: 'Nothing is said of rule {rule} until {until}.'},
  message_unsilenced: {says: '{rule} is silenced no more on {machine}'},
  message_unsilenced_text: {says: 'What fires under rule {rule} is said again.'},
  message_event: {says: '{event} on {machine}'},
  message_test: {says: 'a test from {machine}'},
  message_test_text: {
    says: 'Nothing happened: somebody tried whether this reaches you. It does.',
  },
  message_next_call: {says: 'See the whole call: parrot events list --correlation {correlation}'},
  message_next_notify: {
    says: 'See who is not told, and of what: parrot events subscribers; parrot events dead',
  },
} as const
