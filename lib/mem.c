#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "err.h"
#include "mem.h"

static noreturn void
out_of_memory(void)
{
	err_die("out of memory");
}

void *
mem_alloc(size_t size)
{
	void *p = malloc(size == 0 ? 1 : size);

	if (p == NULL)
		out_of_memory();
	return p;
}

void *
mem_zero(size_t count, size_t size)
{
	void *p = calloc(count == 0 ? 1 : count, size);

	if (p == NULL)
		out_of_memory();
	return p;
}

void *
mem_grow(void *array, size_t *cap, size_t wanted, size_t size)
{
	size_t room = *cap;

	if (wanted <= room)
		return array;
	if (room > SIZE_MAX / 2)
		out_of_memory();
	room = room * 2 > wanted ? room * 2 : wanted;
	if (room > SIZE_MAX / size)
		out_of_memory();
	array = realloc(array, room * size);
	if (array == NULL)
		out_of_memory();
	*cap = room;
	return array;
}

char *
mem_copy(const char *string)
{
	size_t size = strlen(string) + 1;

	return memcpy(mem_alloc(size), string, size);
}
