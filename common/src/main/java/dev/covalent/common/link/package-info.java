/**
 * What both ends of a link need: batches of frames, and the queue that keeps frames until the peer has acknowledged them.
 */
@NullMarked
package dev.covalent.common.link;

import org.jspecify.annotations.NullMarked;
