package dev.covalent.common.frame;

/**
 * Contents, as main tells a renderer of them.
 *
 * @param id their id
 * @param processId the process id of their renderer, or 0
 */
public record ContentsDescription(int id, long processId) {}
