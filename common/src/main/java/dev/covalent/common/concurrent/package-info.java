/**
 * The threads of a process and the rules they keep.
 *
 * <ol>
 *   <li>User code (listeners, handlers, callbacks) runs one at a time on the process's {@link
 *       dev.covalent.common.concurrent.EventLoop event loop}, whatever thread that is. The one exception is said at {@link
 *       dev.covalent.common.concurrent.LateSettler}.
 *   <li>A thread that brings a message may take the loop's turn itself; it runs user code only while it holds the turn.
 *   <li>No listener, remote call or future completion while a lock is held.
 *   <li>The framework never waits while it holds the turn. User code that blocks keeps the turn, as in Electron.
 *   <li>Every wait has a deadline, measured by {@link java.lang.System#nanoTime()}, or ends when its owner is closed: a
 *       thread whose work is to wait (a sender, a receiver) waits for as long as its link lives.
 *   <li>Every thread is made by {@link dev.covalent.common.concurrent.Threads}, is a daemon, and has a name with role and id.
 *   <li>The interrupt status that user code leaves on a thread of the framework's, or of RMI's, ends with that code. A
 *       thread of the user's own that runs a turn keeps it.
 *   <li>A wait that could never end fails at once with an {@link java.lang.IllegalStateException} that says why.
 * </ol>
 *
 * <p>Which waits can never end, and how that is told:
 *
 * <ul>
 *   <li><b>On main's loop, a future of a request to a renderer</b> ({@code webContents.invoke}, a callback's result) that
 *       is not answered, or while a later call of that renderer is open, which may be chained to it: the answer is taken in
 *       a later turn of that loop. Every such wait is refused, one with a timeout of its own included: it would stop all of
 *       main for nothing. Else what is chained to an answer that is there is waited for, because it may run elsewhere.
 *   <li><b>On a renderer's loop, a future that is still not done when its own reply is there</b> may need other replies,
 *       or other threads. {@link dev.covalent.common.concurrent.LoopFuture} settles what arrives meanwhile, and refuses
 *       when the time of the request has passed once more.
 *   <li><b>A thread that holds main's turn and asks the same main as one of its renderers</b>, which takes both in one
 *       JVM: a {@code sendSync} or another call that blocks cannot be served before the turn ends, and it is refused. An
 *       {@code invoke} is refused when it is waited for in the turn in which it was made. One that was made before, in
 *       another turn or by another thread, may be with its handler already and be answered from elsewhere; waiting for it
 *       is not refused, and ends at its deadline at the latest. A renderer of another main process is not
 *       concerned: main processes are told apart by the address at which they listen ({@link
 *       dev.covalent.common.concurrent.LocalLoops}).
 *   <li>Not told: a future that combines several ({@code allOf}), or one of the user's own, on a loop; a page's loop that
 *       waits for what {@code webContents.invoke} asks of the same page; and on main's loop a call of another renderer that
 *       is chained to an answer. The {@link dev.covalent.common.concurrent.LateSettler} sees that the loop is parked in
 *       such a wait: on a page's loop it settles the replies that have come, on any loop what is past its deadline or
 *       failed because the other process is gone.
 * </ul>
 */
@NullMarked
package dev.covalent.common.concurrent;

import org.jspecify.annotations.NullMarked;
