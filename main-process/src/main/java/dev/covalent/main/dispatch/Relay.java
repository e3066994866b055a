package dev.covalent.main.dispatch;

import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.link.RelayCost;
import dev.covalent.common.observe.Observation;
import dev.covalent.main.session.RendererSession;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * Passes on what renderers send to each other. Each may have a window of bytes on its way to each other one; main says what
 * was taken. What main has accepted it does not refuse any more: it waits for its receiver, beside what main itself has for
 * that, until it is taken or the receiver is gone.
 *
 * <p>Thread-safe.
 */
public final class Relay {
    private final IntFunction<Optional<RendererSession>> targets;
    private final QueueLimits limits;
    private final Map<RendererSession, Map<Integer, RelayAccount>> accounts = new ConcurrentHashMap<>();

    /**
     * Makes a relay.
     *
     * @param targets finds who shows some contents now
     */
    public Relay(IntFunction<Optional<RendererSession>> targets, QueueLimits limits) {
        this.targets = targets;
        this.limits = limits;
    }

    /**
     * Passes on a message; drops it if nobody shows those contents.
     *
     * @throws MalformedFrameException if the sender has sent more than it may
     */
    void relay(RendererSession sender, int webContentsId, Downstream.Message message) {
        long cost = RelayCost.of(message.channel(), message.arguments());
        RelayAccount account = spend(sender, webContentsId, cost);
        boolean queued = targets.apply(webContentsId)
                .map(target -> target.outbox().relay(message.encode(), account, cost))
                .orElse(false);
        if (queued) {
            Observation.sent(message, webContentsId);
        } else {
            account.taken(cost);
        }
    }

    /**
     * Drops a message that may not be passed on; its sender may use the room again.
     *
     * @throws MalformedFrameException if the sender has sent more than it may
     */
    void drop(RendererSession sender, int webContentsId, Downstream.Message message) {
        long cost = RelayCost.of(message.channel(), message.arguments());
        spend(sender, webContentsId, cost).taken(cost);
    }

    private RelayAccount spend(RendererSession sender, int webContentsId, long cost) {
        Map<Integer, RelayAccount> known = accounts.get(sender); // first, because it is nearly always there
        Map<Integer, RelayAccount> own = known != null ? known : accounts.computeIfAbsent(sender, this::watch);
        while (true) {
            RelayAccount account = own.get(webContentsId);
            if (account == null) {
                account = own.computeIfAbsent(
                        webContentsId,
                        added -> new RelayAccount(sender, added, limits, idle -> own.remove(added, idle)));
            }
            if (account.spend(cost)) {
                return account;
            }
            own.remove(webContentsId, account); // it was just given up
        }
    }

    private Map<Integer, RelayAccount> watch(RendererSession sender) {
        sender.onGone(() -> accounts.remove(sender));
        return new ConcurrentHashMap<>();
    }
}
