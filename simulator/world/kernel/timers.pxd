cdef long long FOREVER, RANK_BITS, SECOND_BITS

cdef class Timers:
    cdef long long[::1] heap
    cdef public long long timers
    cdef public long long now

    cdef int set_timer(self, long long at, long long rank, long long number) except -1 nogil
    cdef long long next_at(self) except? -1 nogil
    cdef long long take_timer(self) except? -1 nogil
