/**
 * One instance of an application at a time: later ones hand their arguments over to the first, and end.
 *
 * <p>A later instance dials the one listener of the first, proves itself with the secret of the endpoint's descriptor, and
 * sends one message, which has one answer:
 *
 * <pre>
 * later instance → count(4) length(4)… bytes…      head and what stands beside it, of a {@link dev.covalent.common.instance.Handover}
 * first instance → answer(1)                       a {@link dev.covalent.common.instance.HandoverAnswer}
 * </pre>
 */
@NullMarked
package dev.covalent.common.instance;

import org.jspecify.annotations.NullMarked;
